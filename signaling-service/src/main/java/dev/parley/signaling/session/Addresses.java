package dev.parley.signaling.session;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * What each client address has: so many open sockets, and so many messages a second by all of them. One customer usually
 * has a whole IPv6 /64, so that counts as one address. Thread-safe.
 */
final class Addresses {

    private static final int IPV6_NETWORK_GROUPS = 4;

    /** What may come at once, in seconds of what may come in the long run. */
    private static final int BURST_SECONDS = 3;

    private final int maxSockets;
    private final int messagesPerSecond;
    private final InstantSource clock;

    /** Guarded by this. */
    private final Map<String, Address> known = new HashMap<>();

    Addresses(int maxSockets, int messagesPerSecond, InstantSource clock) {
        this.maxSockets = maxSockets;
        this.messagesPerSecond = messagesPerSecond;
        this.clock = clock;
    }

    private static final class Address {
        private final TokenBucket messages;
        private int open;

        Address(TokenBucket messages) {
            this.messages = messages;
        }
    }

    /** Takes a place; to be given back by {@link #release} only if there was one. */
    synchronized boolean tryAcquire(String address) {
        Address taken = address(address);
        if (taken.open >= maxSockets) {
            return false;
        }
        taken.open++;
        return true;
    }

    synchronized void release(String address) {
        address(address).open--;
    }

    /** How much may come from an address. */
    synchronized TokenBucket messages(String address) {
        return address(address).messages;
    }

    /** Forgets those who have nothing open and have said nothing lately. To be called from time to time. */
    synchronized void sweep() {
        known.values().removeIf(address -> address.open == 0 && address.messages.isFull());
    }

    private Address address(String address) {
        return known.computeIfAbsent(
                network(address),
                unknown -> new Address(new TokenBucket(messagesPerSecond, BURST_SECONDS * messagesPerSecond, clock)));
    }

    private static String network(String address) {
        if (address.indexOf(':') < 0 || address.indexOf('.') >= 0) {
            return address;
        }
        int abbreviation = address.indexOf("::");
        String head = abbreviation < 0 ? address : address.substring(0, abbreviation);
        String[] groups = head.isEmpty() ? new String[0] : head.split(":");
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < IPV6_NETWORK_GROUPS; i++) {
            network.append(i < groups.length ? groups[i] : "0").append(':');
        }
        return network.toString();
    }
}

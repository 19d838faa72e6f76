package dev.parley.signaling.session;

import java.util.HashMap;
import java.util.Map;

/** Counts the open sockets of each client address. Thread-safe. */
final class AddressLimit {

    private static final int IPV6_NETWORK_GROUPS = 4;

    private final int max;
    private final Map<String, Integer> open = new HashMap<>();

    AddressLimit(int max) {
        this.max = max;
    }

    /** Takes a place; to be given back by {@link #release} only if there was one. */
    synchronized boolean tryAcquire(String address) {
        String network = network(address);
        int count = open.getOrDefault(network, 0);
        if (count >= max) {
            return false;
        }
        open.put(network, count + 1);
        return true;
    }

    synchronized void release(String address) {
        open.computeIfPresent(network(address), (network, count) -> count == 1 ? null : count - 1);
    }

    /** One customer usually has a whole IPv6 /64, so that counts as one address. */
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

package dev.parley.signaling.session;

import dev.parley.signaling.protocol.CloseCode;
import dev.parley.signaling.protocol.ErrorCode;
import dev.parley.signaling.protocol.Refusal;
import dev.parley.signaling.telemetry.Limit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decides who may come in: so many of each client address, so many on this node, nobody when what waits for those who are
 * in takes up all memory that it may. Who is in stays. Thread-safe.
 */
final class Gate {

    private static final Rejection ADDRESS_FULL = new Rejection(
            Limit.ADDRESS_SOCKETS,
            new Refusal(ErrorCode.LIMIT, "Too many sockets are open from this address."),
            CloseCode.LIMIT);
    private static final Rejection NODE_FULL = new Rejection(
            Limit.NODE_SOCKETS,
            new Refusal(ErrorCode.UNAVAILABLE, "This node has as many sockets as it takes. Come back later."),
            CloseCode.UNAVAILABLE);
    private static final Rejection NODE_BUSY = new Rejection(
            Limit.NODE_OUTBOXES,
            new Refusal(ErrorCode.UNAVAILABLE, "This node has as much to send as it takes. Come back later."),
            CloseCode.UNAVAILABLE);

    private final int maxSockets;
    private final Addresses addresses;
    private final Node node;
    private final AtomicInteger sockets = new AtomicInteger();

    Gate(SessionConfig config, Node node) {
        this.maxSockets = config.socketsPerNode();
        this.addresses = new Addresses(config.socketsPerAddress(), config.messagesPerAddress(), node.clock());
        this.node = node;
    }

    /** Why somebody was not let in, and what their socket is closed with. */
    record Rejection(Limit limit, Refusal refusal, CloseCode code) {}

    /** Asks for a place; to be released in any case. */
    Place enter(String address) {
        Optional<Rejection> rejection = full();
        if (rejection.isEmpty() && !addresses.tryAcquire(address)) {
            rejection = Optional.of(ADDRESS_FULL);
        }
        if (rejection.isPresent()) {
            node.limits().reached(rejection.get().limit());
            node.events().warn("refused", "limit", rejection.get().limit(), "address", address);
            return new Place(rejection, messages(address), () -> {});
        }
        sockets.incrementAndGet();
        return new Place(Optional.empty(), messages(address), () -> {
            sockets.decrementAndGet();
            addresses.release(address);
        });
    }

    /** Why this node takes nobody now, if so. */
    Optional<Rejection> full() {
        if (node.outboxes().isUsedUp()) {
            return Optional.of(NODE_BUSY);
        }
        return sockets.get() >= maxSockets ? Optional.of(NODE_FULL) : Optional.empty();
    }

    /** Sockets that have a place. */
    int sockets() {
        return sockets.get();
    }

    /** How much may come from an address. */
    TokenBucket messages(String address) {
        return addresses.messages(address);
    }

    /** Forgets what needs no memory. To be called from time to time. */
    void sweep() {
        addresses.sweep();
    }

    /** What came of asking for a place. */
    static final class Place {
        private final Optional<Rejection> rejection;
        private final TokenBucket addressMessages;
        private final Runnable giveBack;
        private final AtomicBoolean released = new AtomicBoolean();

        private Place(Optional<Rejection> rejection, TokenBucket addressMessages, Runnable giveBack) {
            this.rejection = rejection;
            this.addressMessages = addressMessages;
            this.giveBack = giveBack;
        }

        /** Why there is no place; empty if there is one. */
        Optional<Rejection> rejection() {
            return rejection;
        }

        /** How much may come from its address, by all of them. */
        TokenBucket addressMessages() {
            return addressMessages;
        }

        /** Gives the place back; without effect when that was done. */
        void release() {
            if (released.compareAndSet(false, true)) {
                giveBack.run();
            }
        }
    }
}

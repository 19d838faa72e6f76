package dev.parley.signaling.session;

import dev.parley.signaling.protocol.CloseCode;
import dev.parley.signaling.protocol.ErrorCode;
import dev.parley.signaling.protocol.Refusal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets so many in of each client address. Thread-safe. */
final class Gate {

    private static final Rejection ADDRESS_FULL = new Rejection(
            new Refusal(ErrorCode.LIMIT, "Too many sockets are open from this address."), CloseCode.LIMIT);

    private final AddressLimit addresses;

    Gate(SessionConfig config) {
        this.addresses = new AddressLimit(config.socketsPerAddress());
    }

    /** Why somebody was not let in, and what their socket is closed with. */
    record Rejection(Refusal refusal, CloseCode code) {}

    /** Asks for a place; to be released in any case. */
    Place enter(String address) {
        return addresses.tryAcquire(address)
                ? new Place(Optional.empty(), () -> addresses.release(address))
                : new Place(Optional.of(ADDRESS_FULL), () -> {});
    }

    /** What came of asking for a place. */
    static final class Place {
        private final Optional<Rejection> rejection;
        private final Runnable giveBack;
        private final AtomicBoolean released = new AtomicBoolean();

        private Place(Optional<Rejection> rejection, Runnable giveBack) {
            this.rejection = rejection;
            this.giveBack = giveBack;
        }

        /** Why there is no place; empty if there is one. */
        Optional<Rejection> rejection() {
            return rejection;
        }

        /** Gives the place back; without effect when that was done. */
        void release() {
            if (released.compareAndSet(false, true)) {
                giveBack.run();
            }
        }
    }
}

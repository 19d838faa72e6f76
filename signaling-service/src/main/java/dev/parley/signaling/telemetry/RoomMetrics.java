package dev.parley.signaling.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of rooms. Thread-safe. */
public final class RoomMetrics {

    private final AtomicInteger rooms = new AtomicInteger();
    private final AtomicInteger away = new AtomicInteger();
    private final Counter lost;

    /** Registers the meters. */
    public RoomMetrics(MeterRegistry registry) {
        registry.gauge("parley.rooms", rooms);
        registry.gauge("parley.peers.away", away);
        lost = registry.counter("parley.peers.lost");
    }

    /** A room was made. */
    public void roomOpened() {
        rooms.incrementAndGet();
    }

    /** A room has ended. */
    public void roomEnded() {
        rooms.decrementAndGet();
    }

    /** What was counted doesn't hold any more; what is there is counted next. */
    public void forget() {
        rooms.set(0);
        away.set(0);
    }

    /** How many rooms there are. */
    public int rooms() {
        return rooms.get();
    }

    /** A member's socket is lost. */
    public void peerAway() {
        away.incrementAndGet();
    }

    /** A member who was away is back, or gone. */
    public void peerNoLongerAway() {
        away.decrementAndGet();
    }

    /** A member did not come back in time. */
    public void peerLost() {
        lost.increment();
    }
}

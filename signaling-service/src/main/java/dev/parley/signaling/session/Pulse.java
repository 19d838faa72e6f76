package dev.parley.signaling.session;

import java.time.Duration;
import java.time.InstantSource;

/** Knows when to ask whether the other end is still there, and when to stop hoping for an answer. Thread-safe. */
public final class Pulse {

    /**
     * When to ask, and how long to wait.
     *
     * @param interval of silence after which the other end is asked
     * @param timeout how long the answer may take
     */
    public record Bounds(Duration interval, Duration timeout) {}

    /** What is to be done. */
    enum Finding {
        /** Nothing. */
        FINE,
        /** Send a ping. */
        ASK,
        /** Give it up. */
        DEAD
    }

    private final Bounds bounds;
    private final boolean answers;
    private final InstantSource clock;
    private long heardMillis;
    private long askedMillis;
    private boolean asked;

    /** @param answers whether the other end answers pings; otherwise it is only asked, so that the way stays open */
    Pulse(Bounds bounds, boolean answers, InstantSource clock) {
        this.bounds = bounds;
        this.answers = answers;
        this.clock = clock;
        this.heardMillis = clock.millis();
        this.askedMillis = heardMillis;
    }

    /** Something came from the other end. */
    synchronized void heard() {
        heardMillis = clock.millis();
        asked = false;
    }

    /** To be called from time to time. */
    synchronized Finding check() {
        long now = clock.millis();
        if (asked && answers) {
            return now - askedMillis < bounds.timeout().toMillis() ? Finding.FINE : Finding.DEAD;
        }
        if (now - Math.max(heardMillis, askedMillis) < bounds.interval().toMillis()) {
            return Finding.FINE;
        }
        asked = true;
        askedMillis = now;
        return Finding.ASK;
    }
}

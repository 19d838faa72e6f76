package dev.parley.signaling.session;

import java.time.InstantSource;

/** A rate limit that allows bursts. Thread-safe. */
public final class TokenBucket {

    private final double perMilli;
    private final int burst;
    private final InstantSource clock;
    private double tokens;
    private long lastMillis;

    /**
     * A full bucket.
     *
     * @param perSecond how many may pass in the long run
     * @param burst how many may pass at once
     */
    public TokenBucket(int perSecond, int burst, InstantSource clock) {
        this.perMilli = perSecond / 1000.0;
        this.burst = burst;
        this.clock = clock;
        this.tokens = burst;
        this.lastMillis = clock.millis();
    }

    /** Takes one token if there is one. */
    public synchronized boolean tryTake() {
        refill();
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }

    /** Whether nothing was taken that hasn't come again. */
    synchronized boolean isFull() {
        refill();
        return tokens >= burst;
    }

    private void refill() {
        long now = clock.millis();
        tokens = Math.min(burst, tokens + Math.max(0, now - lastMillis) * perMilli);
        lastMillis = now;
    }
}

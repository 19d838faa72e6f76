package dev.parley.signaling.redis;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: longer each time, up to a bound, and never in step with other nodes. */
public final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final RandomGenerator random;
    private long nextMillis = FIRST.toMillis();

    /** No attempt has failed yet. */
    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** An attempt has failed. */
    public synchronized Duration next() {
        long millis = nextMillis / 2 + random.nextLong(nextMillis / 2 + 1);
        nextMillis = Math.min(LONGEST.toMillis(), nextMillis * 2);
        return Duration.ofMillis(millis);
    }

    /** An attempt has succeeded. */
    public synchronized void reset() {
        nextMillis = FIRST.toMillis();
    }
}

package dev.parley.transcription.session;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How long to wait before the next try: growing, and not the same for all who lost the same upstream at the same moment. */
final class Backoff {

    private static final long FIRST_MILLIS = 250;
    private static final long LONGEST_MILLIS = 5000;

    private final RandomGenerator random;
    private long millis = FIRST_MILLIS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The wait before the next try: half of it is certain, the other half random, and it is never less than what the upstream asked
     * for.
     */
    Duration next(Optional<Duration> retryAfter) {
        long wait = millis / 2 + random.nextLong(millis / 2 + 1);
        millis = Math.min(LONGEST_MILLIS, millis * 2);
        return Duration.ofMillis(wait).plus(retryAfter.orElse(Duration.ZERO));
    }
}

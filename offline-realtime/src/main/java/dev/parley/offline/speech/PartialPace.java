package dev.parley.offline.speech;

/**
 * When speech that goes on is worth another guess: often at its beginning, when it is short and somebody waits for the first words, then every half
 * second. Lengths are in samples. Not thread-safe.
 */
final class PartialPace {

    private static final long SHORTEST = samples(600);
    private static final long EARLY_PHASE = samples(1_600);
    private static final long EARLY_STEP = samples(250);
    private static final long STEP = samples(500);

    private long last;

    /** Whether a guess is due at this length of the open segment. */
    boolean isDue(long length) {
        long step = length <= EARLY_PHASE ? EARLY_STEP : STEP;
        return length >= SHORTEST && length - last >= step;
    }

    /** Says that a guess was made, or left out, at this length. */
    void done(long length) {
        last = length;
    }

    private static long samples(long millis) {
        return millis * SileroVad.SAMPLE_RATE / 1_000;
    }
}

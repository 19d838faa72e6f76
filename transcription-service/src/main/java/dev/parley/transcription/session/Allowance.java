package dev.parley.transcription.session;

import java.time.Duration;

/** So many at once, and so many a second in the long run. Not thread-safe: it belongs to its session's event loop. */
final class Allowance {

    private final long intervalNanos;
    private final long burstNanos;
    private long wholeNanos;

    /**
     * A full one.
     *
     * @param nanos now
     */
    Allowance(int burst, int perSecond, long nanos) {
        this.intervalNanos = Duration.ofSeconds(1).toNanos() / perSecond;
        this.burstNanos = intervalNanos * burst;
        this.wholeNanos = nanos;
    }

    /** Takes one, if there is one left. @param nanos now */
    boolean take(long nanos) {
        long next = (wholeNanos - nanos > 0 ? wholeNanos : nanos) + intervalNanos;
        if (next - nanos > burstNanos) {
            return false;
        }
        wholeNanos = next;
        return true;
    }
}

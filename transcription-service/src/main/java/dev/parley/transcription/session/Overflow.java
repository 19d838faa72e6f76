package dev.parley.transcription.session;

import java.time.Duration;

/** Keeps account of dropped audio: what the client has not been told yet, and for how long it has been going on. */
final class Overflow {

    /** Dropping that ceases for so long has come to its end. */
    private static final long SPELL_ENDS_NANOS = Duration.ofSeconds(2).toNanos();

    private final long limitNanos;
    private long untoldBytes;
    private long since;
    private long last;
    private boolean ever;

    /** @param limit how long audio may be dropped without an interruption */
    Overflow(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /**
     * Audio was dropped.
     *
     * @return whether it has been going on for too long
     */
    boolean dropped(int bytes, long nanos) {
        if (!ever || nanos - last > SPELL_ENDS_NANOS) {
            since = nanos;
        }
        ever = true;
        last = nanos;
        untoldBytes += bytes;
        return nanos - since >= limitNanos;
    }

    boolean isUntold() {
        return untoldBytes > 0;
    }

    /** The milliseconds that the client has to be told of now. */
    long tell() {
        long millis = Pcm16.millis(untoldBytes);
        untoldBytes = 0;
        return millis;
    }
}

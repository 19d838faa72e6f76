package dev.parley.transcription.session;

import java.time.Duration;
import java.time.Instant;

/** Time, as a session sees it. All tasks run on the session's event loop. */
interface Timers {

    /** Monotonic. */
    long nanos();

    /** The time of day, which the upstream gives the ends of its sessions in. */
    Instant now();

    /** Runs a task once, later. */
    Timer after(Duration delay, Runnable task);

    /** A task that has not run yet. */
    interface Timer {
        /** Takes it back; does nothing when it has run. */
        void cancel();
    }
}

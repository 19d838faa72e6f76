package dev.parley.transcription.session;

import java.time.Duration;

/** Time, as a session sees it. All tasks run on the session's event loop. */
interface Timers {

    /** Monotonic. */
    long nanos();

    /** Runs a task once, later. */
    Timer after(Duration delay, Runnable task);

    /** A task that has not run yet. */
    interface Timer {
        /** Takes it back; does nothing when it has run. */
        void cancel();
    }
}

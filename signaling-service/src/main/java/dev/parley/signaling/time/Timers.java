package dev.parley.signaling.time;

import java.time.Duration;

/** Runs things later. Tasks must return at once: they may run on an event loop. */
public interface Timers {

    /** Runs a task once, after a delay, on any thread. */
    Timer after(Duration delay, Runnable task);

    /** A task that waits for its time. */
    interface Timer {
        /** Drops the task. One that runs already or has run is not affected. */
        void cancel();
    }
}

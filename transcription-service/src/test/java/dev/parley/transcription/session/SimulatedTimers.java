package dev.parley.transcription.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that only a test moves. */
final class SimulatedTimers implements Timers {

    /** The time of day at which every test begins. */
    static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private record Task(long at, long number, Runnable work) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
    private long now;
    private long number;

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Instant now() {
        return BEGINNING.plusNanos(now);
    }

    @Override
    public Timer after(Duration delay, Runnable work) {
        Task task = new Task(now + delay.toNanos(), number++, work);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** Lets time pass, and what is due happen at its time. */
    void advance(Duration duration) {
        long end = now + duration.toNanos();
        for (Task due = tasks.peek(); due != null && due.at() <= end; due = tasks.peek()) {
            tasks.remove();
            now = due.at();
            due.work().run();
        }
        now = end;
    }

    /** How many tasks wait. */
    int waiting() {
        return tasks.size();
    }
}

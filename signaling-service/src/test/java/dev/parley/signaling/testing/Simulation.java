package dev.parley.signaling.testing;

import dev.parley.signaling.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Time that passes when told to. Clock, timers and executor in one; single-threaded. */
public final class Simulation implements InstantSource, Timers, Executor {

    private record Scheduled(Instant due, long order, Runnable task) {}

    private final Queue<Runnable> ready = new ArrayDeque<>();
    private final PriorityQueue<Scheduled> timers =
            new PriorityQueue<>(Comparator.comparing(Scheduled::due).thenComparing(Scheduled::order));
    private Instant now = Instant.parse("2026-11-21T09:41:20.305Z");
    private long order;

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Scheduled scheduled = new Scheduled(now.plus(delay), order++, task);
        timers.add(scheduled);
        return () -> timers.remove(scheduled);
    }

    @Override
    public void execute(Runnable task) {
        ready.add(task);
    }

    /** Does all that can be done now. */
    public void run() {
        for (Runnable task = ready.poll(); task != null; task = ready.poll()) {
            task.run();
        }
    }

    /** Lets time pass, and does all that is due meanwhile. */
    public void advance(Duration duration) {
        Instant end = now.plus(duration);
        run();
        for (Scheduled next = timers.peek(); next != null && !next.due().isAfter(end); next = timers.peek()) {
            timers.remove();
            now = next.due();
            next.task().run();
            run();
        }
        now = end;
    }
}

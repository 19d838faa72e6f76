package dev.parley.transcription.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A clock that only a test moves. */
final class SimulatedTimers implements Timers {

    private record Task(long at, Runnable work) {}

    private final List<Task> tasks = new ArrayList<>();
    private long now;

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Timer after(Duration delay, Runnable work) {
        Task task = new Task(now + delay.toNanos(), work);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** Lets time pass, and what is due happen at its time. */
    void advance(Duration duration) {
        long end = now + duration.toNanos();
        Optional<Task> due;
        while ((due = tasks.stream().filter(task -> task.at() <= end).min(Comparator.comparingLong(Task::at)))
                .isPresent()) {
            tasks.remove(due.get());
            now = due.get().at();
            due.get().work().run();
        }
        now = end;
    }

    /** How many tasks wait. */
    int waiting() {
        return tasks.size();
    }
}

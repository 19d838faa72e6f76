package dev.parley.offline.speech;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Runs the tasks of one stream one after the other, in the order in which they came, on threads that many streams share.
 *
 * <p>After a few tasks it stands at the end of the queue again, so that a stream with much to do doesn't hold up the others. Thread-safe. It isn't
 * bounded itself: who hands over tasks bounds what they hold.
 */
final class SerialLane {

    private static final int TASKS_IN_A_ROW = 8;

    private final Executor executor;
    private final Consumer<RuntimeException> onFailure;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    /**
     * @param executor where tasks run
     * @param onFailure told, on the lane, of a task that threw
     */
    SerialLane(Executor executor, Consumer<RuntimeException> onFailure) {
        this.executor = executor;
        this.onFailure = onFailure;
    }

    void execute(Runnable task) {
        synchronized (tasks) {
            tasks.addLast(task);
            if (running) {
                return;
            }
            running = true;
        }
        executor.execute(this::drain);
    }

    private void drain() {
        for (int i = 0; i < TASKS_IN_A_ROW; i++) {
            Runnable task;
            synchronized (tasks) {
                if (tasks.isEmpty()) {
                    running = false;
                    return;
                }
                task = tasks.removeFirst();
            }
            try {
                task.run();
            } catch (RuntimeException failure) {
                onFailure.accept(failure);
            }
        }
        executor.execute(this::drain);
    }
}

package dev.parley.signaling.time;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one after the other, the next one when the stage of the one before is complete. They run on an executor, never
 * in the caller's stack, so that the caller may hold locks. Thread-safe.
 */
public final class Serial {

    private static final Logger LOG = Logger.getLogger(Serial.class);

    private final Executor executor;
    private final Queue<Supplier<? extends CompletionStage<?>>> tasks = new ArrayDeque<>();
    private boolean running;

    /** Nothing to do yet. */
    public Serial(Executor executor) {
        this.executor = executor;
    }

    /** Runs a task after all that were handed over before. One that fails doesn't keep the next from running. */
    public void run(Supplier<? extends CompletionStage<?>> task) {
        synchronized (this) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        executor.execute(this::drain);
    }

    private void drain() {
        boolean more = true;
        while (more) {
            Supplier<? extends CompletionStage<?>> task = next();
            if (task == null) {
                return;
            }
            CompletableFuture<?> stage = start(task);
            more = stage.isDone();
            if (!more) {
                stage.whenComplete((done, failure) -> executor.execute(this::drain));
            }
        }
    }

    private synchronized @Nullable Supplier<? extends CompletionStage<?>> next() {
        Supplier<? extends CompletionStage<?>> task = tasks.poll();
        running = task != null;
        return task;
    }

    private static CompletableFuture<?> start(Supplier<? extends CompletionStage<?>> task) {
        CompletableFuture<?> stage;
        try {
            stage = task.get().toCompletableFuture();
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedFuture(e);
        }
        return stage.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warnf("A task failed: %s", failure.toString());
            }
        });
    }
}

package dev.parley.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Keeps the parts together: all run, or none. It tells of the first that ends by itself, and stops them so that neither
 * they nor their own children stay behind. Thread-safe.
 */
final class Supervisor {

    private final Path logs;
    private final Consumer<String> console;
    private final Duration grace;
    private final List<RunningPart> running = new CopyOnWriteArrayList<>();
    private final CompletableFuture<RunningPart> firstDeath = new CompletableFuture<>();
    private final Descendants descendants = new Descendants();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "descendants");
        thread.setDaemon(true);
        return thread;
    });
    private boolean stopped;

    /**
     * @param logs the folder of the parts' logs
     * @param console takes warnings and errors, each with its part's name before it
     * @param grace how long a part may take to end before it is killed
     */
    Supervisor(Path logs, Consumer<String> console, Duration grace) {
        this.logs = logs;
        this.console = console;
        this.grace = grace;
        var unused = watch.scheduleWithFixedDelay(descendants::note, 1, 1, TimeUnit.SECONDS);
    }

    /** Starts one more part; after {@link #stop()} nothing is started any more. */
    synchronized void start(Part part) throws StartFailure {
        if (stopped) {
            return;
        }
        var started = RunningPart.start(part, logs, console);
        running.add(started);
        var unused = started.process().onExit().thenAccept(process -> firstDeath.complete(started));
    }

    /** Done with the first part that has ended. */
    CompletableFuture<RunningPart> firstDeath() {
        return firstDeath;
    }

    /** Ends every part, politely first; returns when none of their processes is left. Further calls do nothing. */
    synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        watch.shutdownNow();
        descendants.note();
        running.forEach(part -> part.process().destroy());
        var all = CompletableFuture.allOf(
                running.stream().map(part -> part.process().onExit()).toArray(CompletableFuture<?>[]::new));
        try {
            all.get(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException slow) {
            running.stream()
                    .filter(part -> part.process().isAlive())
                    .forEach(part -> console.accept(
                            part.part().name() + " did not end in " + grace.toSeconds() + " s, so it is killed."));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            descendants.destroyForcibly();
        }
    }
}

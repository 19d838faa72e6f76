package dev.parley.signaling.redis;

import dev.parley.signaling.time.Timers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** Runs scripts until they have run: those that may run twice. Ends with the node. Thread-safe. */
public final class Persistence {

    private final Redis redis;
    private final Timers timers;
    private final RandomGenerator random;
    private volatile boolean stopped;

    /** Nothing to do yet. */
    public Persistence(Redis redis, Timers timers, RandomGenerator random) {
        this.redis = redis;
        this.timers = timers;
        this.random = random;
    }

    /** Runs a script, again after each failure. The stage fails only when this node ends. */
    public CompletionStage<Reply> insist(Script script, String base, List<String> arguments) {
        CompletableFuture<Reply> done = new CompletableFuture<>();
        attempt(script, base, arguments, new Backoff(random), done);
        return done;
    }

    /** Ends it: what has not been done will not be done. */
    public void stop() {
        stopped = true;
    }

    private void attempt(
            Script script, String base, List<String> arguments, Backoff backoff, CompletableFuture<Reply> done) {
        redis.run(script, base, arguments).whenComplete((reply, failure) -> {
            if (failure == null) {
                done.complete(reply);
            } else if (stopped) {
                done.completeExceptionally(failure);
            } else {
                timers.after(backoff.next(), () -> attempt(script, base, arguments, backoff, done));
            }
        });
    }
}

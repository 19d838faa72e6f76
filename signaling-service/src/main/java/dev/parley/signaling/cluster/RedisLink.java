package dev.parley.signaling.cluster;

import dev.parley.signaling.redis.Backoff;
import dev.parley.signaling.redis.RedisUnavailable;
import dev.parley.signaling.time.Timers;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis that is opened when it is needed. A command that isn't answered in time ends the connection, since
 * nothing is known of it any more. After a failure the next attempt waits, longer each time; until then everything fails at
 * once. Commands that come while a connection is being made wait for it, at most {@link #MAX_WAITING}; more fail. Thread-safe.
 */
final class RedisLink {

    private static final Logger LOG = Logger.getLogger(RedisLink.class);
    private static final int MAX_WAITING = 1024;

    private final Redis client;
    private final Timers timers;
    private final Duration timeout;
    private final Backoff backoff;
    private final Function<RedisConnection, Future<?>> prepare;

    // Guarded by this.
    private @Nullable Attempt current;
    private boolean pausing;
    private boolean closed;

    /** A connection, from the moment in which it is wanted. Guarded by the link. */
    private static final class Attempt {
        final List<Sending> waiting = new ArrayList<>();

        @Nullable
        RedisConnection open;
    }

    private record Sending(Request command, Duration patience, CompletableFuture<@Nullable Response> answer) {}

    /**
     * A link without a connection.
     *
     * @param timeout within which a connection is made, and a command answered
     * @param prepare done with each new connection before it is used
     */
    RedisLink(
            Redis client,
            Timers timers,
            RandomGenerator random,
            Duration timeout,
            Function<RedisConnection, Future<?>> prepare) {
        this.client = client;
        this.timers = timers;
        this.timeout = timeout;
        this.backoff = new Backoff(random);
        this.prepare = prepare;
    }

    /**
     * Sends a command. Commands of one caller go out in order.
     *
     * @param patience how much longer than others this command may take
     */
    CompletableFuture<@Nullable Response> send(Request command, Duration patience) {
        Sending sending = new Sending(command, patience, new CompletableFuture<>());
        boolean begins;
        Attempt attempt;
        synchronized (this) {
            begins = current == null;
            if (closed || pausing || (current != null && current.waiting.size() >= MAX_WAITING)) {
                sending.answer().completeExceptionally(new RedisUnavailable("Redis is away"));
                return sending.answer();
            }
            attempt = current == null ? new Attempt() : current;
            current = attempt;
            if (attempt.open == null) {
                attempt.waiting.add(sending);
            } else {
                send(attempt, attempt.open, sending);
            }
        }
        if (begins) {
            connect(attempt);
        }
        return sending.answer();
    }

    /** Ends the connection; a command that waits for its answer fails. */
    void close() {
        Attempt attempt;
        synchronized (this) {
            closed = true;
            attempt = current;
        }
        if (attempt != null) {
            broken(attempt, "Closed");
        }
    }

    private void connect(Attempt attempt) {
        Timers.Timer timer = timers.after(timeout, () -> broken(attempt, "Redis takes no connection in time"));
        client.connect()
                .compose(open -> {
                    open.exceptionHandler(failure -> broken(attempt, failure.toString()));
                    open.endHandler(end -> broken(attempt, "Redis has closed the connection"));
                    return prepare.apply(open).map(open).onFailure(failure -> open.close());
                })
                .onComplete(result -> {
                    timer.cancel();
                    if (result.failed()) {
                        broken(attempt, String.valueOf(result.cause().getMessage()));
                    } else {
                        opened(attempt, result.result());
                    }
                });
    }

    private void opened(Attempt attempt, RedisConnection open) {
        synchronized (this) {
            if (current == attempt) {
                backoff.reset();
                attempt.open = open;
                attempt.waiting.forEach(sending -> send(attempt, open, sending));
                attempt.waiting.clear();
                return;
            }
        }
        open.close();
    }

    private void send(Attempt attempt, RedisConnection open, Sending sending) {
        CompletableFuture<@Nullable Response> answer = sending.answer();
        Timers.Timer timer = timers.after(timeout.plus(sending.patience()), () -> {
            if (!answer.isDone()) {
                broken(attempt, "Redis does not answer");
                answer.completeExceptionally(new RedisUnavailable("Redis does not answer"));
            }
        });
        open.send(sending.command()).onComplete(result -> {
            timer.cancel();
            if (result.succeeded()) {
                answer.complete(result.result());
            } else {
                answer.completeExceptionally(result.cause());
            }
        });
    }

    private void broken(Attempt attempt, String why) {
        List<Sending> waiting;
        synchronized (this) {
            if (current != attempt) {
                return;
            }
            current = null;
            pausing = true;
            waiting = List.copyOf(attempt.waiting);
            attempt.waiting.clear();
        }
        Duration pause = backoff.next();
        LOG.debugf("%s; trying again in %s", why, pause);
        timers.after(pause, this::pauseEnded);
        if (attempt.open != null) {
            attempt.open.close();
        }
        waiting.forEach(sending -> sending.answer().completeExceptionally(new RedisUnavailable(why)));
    }

    private synchronized void pauseEnded() {
        pausing = false;
    }
}

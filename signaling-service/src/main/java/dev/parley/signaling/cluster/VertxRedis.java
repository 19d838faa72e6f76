package dev.parley.signaling.cluster;

import dev.parley.signaling.redis.Redis;
import dev.parley.signaling.redis.RedisUnavailable;
import dev.parley.signaling.redis.Reply;
import dev.parley.signaling.redis.Script;
import dev.parley.signaling.redis.Scripts;
import dev.parley.signaling.redis.StreamRecord;
import dev.parley.signaling.time.Timers;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Redis by the client of Vert.x, which brings TLS, passwords, Sentinel and Redis Cluster. Scripts share one connection;
 * each reader has its own.
 */
final class VertxRedis implements Redis {

    private static final int RECORDS_AT_ONCE = 500;

    /** How long a read waits for something new. */
    private static final Duration BLOCK = Duration.ofSeconds(1);

    private final io.vertx.redis.client.Redis client;
    private final Timers timers;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Duration timeout;
    private final RedisWatch watch;
    private final RedisLink scripts;

    /** @param timeout within which Redis must answer */
    VertxRedis(
            io.vertx.redis.client.Redis client,
            Timers timers,
            InstantSource clock,
            RandomGenerator random,
            Duration timeout,
            RedisWatch watch) {
        this.client = client;
        this.timers = timers;
        this.clock = clock;
        this.random = random;
        this.timeout = timeout;
        this.watch = watch;
        this.scripts = new RedisLink(client, timers, random, timeout, VertxRedis::teach);
    }

    @Override
    public CompletionStage<Reply> run(Script script, String base, List<String> arguments) {
        long begun = clock.millis();
        return scripts.send(request(Command.EVALSHA, script.sha(), base, arguments), Duration.ZERO)
                .handle((response, failure) -> isUnknownScript(failure)
                        ? scripts.send(request(Command.EVAL, script.text(), base, arguments), Duration.ZERO)
                        : completed(response, failure))
                .thenCompose(answer -> answer)
                .handle((response, failure) -> {
                    if (failure == null) {
                        watch.answered(Duration.ofMillis(clock.millis() - begun));
                        return reply(response);
                    }
                    watch.failed(cause(failure));
                    throw new RedisUnavailable("Redis did not run " + script.name() + ": "
                            + cause(failure).getMessage());
                });
    }

    @Override
    public StreamReader reader() {
        return new Reader(new RedisLink(client, timers, random, timeout, open -> Future.succeededFuture()));
    }

    /** Ends the connection for scripts. */
    void close() {
        scripts.close();
    }

    /**
     * Tells a server all scripts, so that commands needn't be sent twice, which could change their order. A server that
     * doesn't take them now is told with the first use of each.
     */
    private static Future<?> teach(RedisConnection open) {
        List<Future<?>> loads = new ArrayList<>();
        for (Script script : Scripts.ALL) {
            loads.add(open.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(script.text())));
        }
        return Future.join(loads).otherwiseEmpty();
    }

    private static Request request(Command command, String script, String base, List<String> arguments) {
        Request request = Request.cmd(command).arg(script).arg(1).arg(base);
        arguments.forEach(request::arg);
        return request;
    }

    private static CompletableFuture<@Nullable Response> completed(
            @Nullable Response response, @Nullable Throwable failure) {
        return failure == null ? CompletableFuture.completedFuture(response) : CompletableFuture.failedFuture(failure);
    }

    private static boolean isUnknownScript(@Nullable Throwable failure) {
        String message = failure == null ? null : cause(failure).getMessage();
        return message != null && message.startsWith("NOSCRIPT");
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private static Reply reply(@Nullable Response response) {
        if (response == null) {
            return Reply.NOTHING;
        }
        if (response.type() != ResponseType.MULTI) {
            return Reply.of(response.toString());
        }
        List<Reply> items = new ArrayList<>(response.size());
        response.forEach(item -> items.add(reply(item)));
        return Reply.of(items);
    }

    private static final class Reader implements StreamReader {

        private final RedisLink link;

        Reader(RedisLink link) {
            this.link = link;
        }

        @Override
        public CompletionStage<List<StreamRecord>> read(String stream, String afterId) {
            Request read = Request.cmd(Command.XREAD)
                    .arg("COUNT")
                    .arg(RECORDS_AT_ONCE)
                    .arg("BLOCK")
                    .arg(BLOCK.toMillis())
                    .arg("STREAMS")
                    .arg(stream)
                    .arg(afterId);
            return link.send(read, BLOCK).thenApply(Reader::records);
        }

        @Override
        public void close() {
            link.close();
        }

        private static List<StreamRecord> records(@Nullable Response response) {
            if (response == null || response.size() == 0) {
                return List.of();
            }
            List<StreamRecord> records = new ArrayList<>();
            for (Response record : response.get(0).get(1)) {
                Map<String, String> fields = new HashMap<>();
                Response flat = record.get(1);
                for (int i = 0; i + 1 < flat.size(); i += 2) {
                    fields.put(flat.get(i).toString(), flat.get(i + 1).toString());
                }
                records.add(new StreamRecord(record.get(0).toString(), fields));
            }
            return records;
        }
    }
}

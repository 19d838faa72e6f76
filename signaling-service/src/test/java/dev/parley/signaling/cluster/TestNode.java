package dev.parley.signaling.cluster;

import static dev.parley.signaling.testing.Stages.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signaling.log.ChatLog;
import dev.parley.signaling.presence.Presence;
import dev.parley.signaling.redis.Heartbeat;
import dev.parley.signaling.registry.RoomRegistry;
import dev.parley.signaling.relay.Relay;
import dev.parley.signaling.testing.TestRedis;
import dev.parley.signaling.time.Timers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/** The shared state of one node, with the real client and without Quarkus. Several can share a Redis. */
public final class TestNode implements AutoCloseable {

    /** Quicker than in production, so that tests needn't wait. */
    public static final Heartbeat.Pace PACE = new Heartbeat.Pace(Duration.ofMillis(100), Duration.ofMillis(600));

    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(ahead.get());
    private final Timers timers = (delay, task) -> {
        long id = VERTX.setTimer(Math.max(1, delay.toMillis()), fired -> task.run());
        return () -> VERTX.cancelTimer(id);
    };
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Redis client;
    private final RedisWatch watch = new RedisWatch(meters);
    private final VertxRedis redis;
    private final RedisState state;

    /** A node of a deployment of its own. */
    public static TestNode alone() {
        return new TestNode(TestRedis.uri(), TestRedis.prefix());
    }

    /** A node of a deployment; nodes with the same prefix share their state. */
    public TestNode(String uri, String prefix) {
        Random random = new Random();
        client = Redis.createClient(
                VERTX,
                new RedisOptions()
                        .addConnectionString(uri)
                        .setPreferredProtocolVersion(ProtocolVersion.RESP2)
                        .setMaxPoolSize(16)
                        .setMaxPoolWaiting(64));
        redis = new VertxRedis(client, timers, clock, random, TIMEOUT, watch);
        state = new RedisState(redis, prefix, PACE, timers, clock, random, meters);
    }

    /** Begins to read and to beat; waits until it has read what is there. */
    public TestNode start() {
        state.start();
        eventually(() -> assertThat(state.isRead()).isTrue());
        return this;
    }

    public ChatLog log() {
        return state.log();
    }

    public Presence presence() {
        return state.presence();
    }

    public RoomRegistry registry() {
        return state.registry();
    }

    public Relay relay() {
        return state.relay();
    }

    public InstantSource clock() {
        return clock;
    }

    public Timers timers() {
        return timers;
    }

    public SimpleMeterRegistry meters() {
        return meters;
    }

    /** Whether Redis answered the last command, and has nothing that this node doesn't know. */
    public boolean isRedisThere() {
        return watch.isUp() && state.isRead();
    }

    /** Commands that Redis has answered. */
    public long commands() {
        return meters.timer("parley.redis.roundtrip").count();
    }

    /** Sets this node's clock forward. */
    public void advance(Duration duration) {
        ahead.updateAndGet(now -> now.plus(duration));
    }

    /** Ends the node as a crash would: it does nothing more, and tells nobody. */
    @Override
    public void close() {
        state.stop();
        redis.close();
        client.close();
    }
}

package dev.parley.signaling.cluster;

import dev.parley.signaling.redis.Heartbeat;
import dev.parley.signaling.time.Timers;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.redis.client.Redis;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** This node, as one of several that share a Redis: the client, and the state that it serves. */
final class RedisNode {

    private final VertxRedis redis;
    private final RedisWatch watch;
    private final RedisState state;

    private RedisNode(VertxRedis redis, RedisWatch watch, RedisState state) {
        this.redis = redis;
        this.watch = watch;
        this.state = state;
    }

    /** Puts a node together, and begins. */
    static RedisNode start(
            RedisConfig config,
            Redis client,
            Timers timers,
            InstantSource clock,
            RandomGenerator random,
            MeterRegistry meters) {
        RedisWatch watch = new RedisWatch(meters);
        VertxRedis redis = new VertxRedis(client, timers, clock, random, config.timeout(), watch);
        Heartbeat.Pace pace = new Heartbeat.Pace(config.heartbeat(), config.deadAfter());
        RedisState state = new RedisState(redis, config.prefix(), pace, timers, clock, random, meters);
        state.start();
        return new RedisNode(redis, watch, state);
    }

    RedisState state() {
        return state;
    }

    boolean isThere() {
        return watch.isUp() && state.isRead();
    }

    void stop() {
        state.stop();
        redis.close();
    }
}

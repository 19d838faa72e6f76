package dev.parley.signaling.cluster;

import dev.parley.signaling.log.ChatLog;
import dev.parley.signaling.log.MemoryChatLog;
import dev.parley.signaling.presence.MemoryPresence;
import dev.parley.signaling.presence.Presence;
import dev.parley.signaling.registry.MemoryRoomRegistry;
import dev.parley.signaling.registry.RoomRegistry;
import dev.parley.signaling.relay.MemoryRelay;
import dev.parley.signaling.relay.Relay;
import dev.parley.signaling.session.ResumeConfig;
import dev.parley.signaling.time.Timers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.redis.client.Redis;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The one place that chooses where shared state lives; no other code asks. */
@Startup
@ApplicationScoped
class SharedState {

    private final Optional<RedisNode> redis;

    /** @param client made only when it is asked for, so that a node without Redis has none */
    SharedState(
            ClusterConfig config,
            RedisConfig redisConfig,
            ResumeConfig resume,
            Instance<Redis> client,
            Timers timers,
            InstantSource clock,
            RandomGenerator random,
            MeterRegistry meters) {
        checkSecret(config.mode(), resume.secret());
        this.redis = config.mode() == ClusterMode.REDIS
                ? Optional.of(RedisNode.start(redisConfig, client.get(), timers, clock, random, meters))
                : Optional.empty();
    }

    /** Says in time that nodes which share their state need one secret. */
    static void checkSecret(ClusterMode mode, Optional<List<String>> secret) {
        if (mode == ClusterMode.REDIS && secret.isEmpty()) {
            throw new IllegalStateException(
                    "PARLEY_CLUSTER_MODE=redis needs PARLEY_RESUME_SECRET, the same on all nodes:"
                            + " with a secret of its own each node would refuse those who come from another one.");
        }
    }

    @PreDestroy
    void stop() {
        redis.ifPresent(RedisNode::stop);
    }

    /** Whether shared state can be had; empty if it is in this node, where it always is. */
    Optional<Boolean> isThere() {
        return redis.map(RedisNode::isThere);
    }

    @Produces
    @Singleton
    ChatLog log(InstantSource clock, RandomGenerator random, MeterRegistry meters) {
        return redis.map(node -> node.state().log()).orElseGet(() -> {
            MemoryChatLog log = new MemoryChatLog(clock, random);
            Gauge.builder("parley.log.entries", log, MemoryChatLog::entries).register(meters);
            return log;
        });
    }

    @Produces
    @Singleton
    Presence presence() {
        return redis.map(node -> node.state().presence()).orElseGet(MemoryPresence::new);
    }

    @Produces
    @Singleton
    RoomRegistry registry(RandomGenerator random) {
        return redis.map(node -> node.state().registry()).orElseGet(() -> new MemoryRoomRegistry(random));
    }

    @Produces
    @Singleton
    Relay relay() {
        return redis.map(node -> node.state().relay()).orElseGet(MemoryRelay::new);
    }
}

package dev.parley.signaling.cluster;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How several nodes share Redis. Where it is, and how to get in, are settings of Quarkus: {@code quarkus.redis.*}. */
@ConfigMapping(prefix = "parley.redis")
interface RedisConfig {

    /** The beginning of every key, so that several deployments can share a Redis. */
    @WithDefault("parley")
    String prefix();

    /** How long Redis may take to answer before it counts as away. */
    @WithDefault("2S")
    Duration timeout();

    /** How often a node tells the others that it is alive. */
    @WithDefault("1S")
    Duration heartbeat();

    /** How long a node may miss its heartbeats before the others see to what it left. */
    @WithDefault("5S")
    Duration deadAfter();
}

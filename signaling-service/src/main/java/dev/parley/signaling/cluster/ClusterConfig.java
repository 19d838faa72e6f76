package dev.parley.signaling.cluster;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where shared state lives. */
@ConfigMapping(prefix = "parley.cluster")
interface ClusterConfig {

    /** {@code memory}: in this node, which is then the only one. {@code redis}: shared by all nodes. */
    @WithDefault("memory")
    ClusterMode mode();
}

package dev.parley.signaling.cluster;

/** Where shared state lives. */
enum ClusterMode {
    /** In this node, which is then the only one. */
    MEMORY,
    /** Shared by all nodes. */
    REDIS
}

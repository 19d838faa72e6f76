package dev.parley.signaling.session;

import java.time.Duration;

/** The default settings. */
public record TestSessionConfig(
        Duration helloTimeout,
        int outboxBytes,
        Duration outboxPatience,
        int socketsPerAddress,
        int messagesPerAddress,
        int socketsPerNode,
        long outboxBytesPerNode,
        Duration pingInterval,
        Duration pingTimeout)
        implements SessionConfig {

    public TestSessionConfig() {
        this(
                Duration.ofSeconds(10),
                1024 * 1024,
                Duration.ofSeconds(10),
                200,
                300,
                10_000,
                128 * 1024 * 1024,
                Duration.ofSeconds(20),
                Duration.ofSeconds(20));
    }
}

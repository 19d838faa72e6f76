package dev.parley.signaling.chat;

import java.time.Duration;

/** The default settings. */
record TestChatConfig(
        int messagesPerSecond,
        int messagesBurst,
        int nodeMessagesPerSecond,
        int keepMessages,
        Duration keepAtLeast,
        Duration keepAtMost,
        long keepBytes)
        implements ChatConfig {

    TestChatConfig() {
        this(20, 60, 500, 1000, Duration.ofMinutes(2), Duration.ofHours(24), 16 * 1024 * 1024);
    }
}

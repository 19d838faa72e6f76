package dev.parley.signaling.rooms;

import java.time.Duration;

/** The default settings. */
record TestRoomConfig(
        int messagesPerSecond, int messagesBurst, int nodeMessagesPerSecond, int roomsPerNode, Duration placeKept)
        implements RoomConfig {

    TestRoomConfig() {
        this(50, 300, 5000, 10_000, Duration.ofSeconds(15));
    }
}

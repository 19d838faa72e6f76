package dev.parley.signaling.rooms;

import java.time.Duration;

/** The default settings. */
record TestRoomConfig(int messagesPerSecond, int messagesBurst, Duration placeKept) implements RoomConfig {

    TestRoomConfig() {
        this(50, 300, Duration.ofSeconds(15));
    }
}

package dev.parley.signaling.rooms;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What rooms allow. */
@ConfigMapping(prefix = "parley.rooms")
interface RoomConfig {

    /** Messages a second that one socket may send in the long run. */
    @WithDefault("50")
    int messagesPerSecond();

    /** Messages that one socket may send at once; a negotiation begins with a burst of candidates. */
    @WithDefault("300")
    int messagesBurst();

    /** Messages a second that all sockets of this node together may send. */
    @WithDefault("5000")
    int nodeMessagesPerSecond();

    /** Rooms that this node may know; beyond, only those can be joined that exist. */
    @WithDefault("10000")
    int roomsPerNode();

    /** How long the place of a peer whose socket is lost is kept. */
    @WithDefault("15S")
    Duration placeKept();
}

package dev.parley.signaling.registry;

import dev.parley.signaling.protocol.Peer;
import org.jspecify.annotations.Nullable;

/**
 * The wish to join a room.
 *
 * @param generation of the peer's inbox, which must be the newest; {@link RoomRegistry#ANY} if that doesn't matter
 * @param whenMissing whether to make a room
 * @param capacity of a room that is made
 * @param ref handed to the listener as it is
 */
public record JoinRequest(
        RoomKey key,
        Peer peer,
        long generation,
        Existence whenMissing,
        int capacity,
        @Nullable String ref) {

    /** Whether the room may, must or must not be there. */
    public enum Existence {
        /** Join it, or make it. */
        ANY,
        /** Join it; never make it. */
        EXISTING,
        /** Make it; never join one. */
        NEW
    }
}

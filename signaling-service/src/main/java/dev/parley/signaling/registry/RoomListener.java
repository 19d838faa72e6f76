package dev.parley.signaling.registry;

import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import org.jspecify.annotations.Nullable;

/**
 * Is told how rooms change; each call has the room after the change. The changes of one room are told one at a time and
 * in their order, on any thread. Calls must return at once, and not call the registry.
 */
public interface RoomListener {

    /** A room was made; its first member is about to join. */
    void opened(Room room);

    /**
     * Somebody joined.
     *
     * @param ref of the {@link JoinRequest}
     */
    void joined(Room room, Peer newcomer, @Nullable String ref);

    /**
     * Somebody who is a member asked to join again.
     *
     * @param ref of the {@link JoinRequest}
     */
    void joinedAgain(Room room, Peer member, @Nullable String ref);

    /** Somebody is no member any more. */
    void left(Room room, Member member, Departure reason);

    /** Somebody's socket is lost; their place is kept. */
    void away(Room room, Peer member);

    /** Somebody is back. */
    void back(Room room, Peer member);

    /** Somebody locked or unlocked the room. */
    void locked(Room room, PeerId by);

    /** The last member is gone; nothing more comes of this room. */
    void ended(Room room);
}

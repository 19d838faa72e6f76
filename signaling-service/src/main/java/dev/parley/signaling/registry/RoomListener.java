package dev.parley.signaling.registry;

import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import org.jspecify.annotations.Nullable;

/**
 * Is told how rooms change; each call has the room after the change. The changes of one room are told one at a time and
 * in their order, on any thread. Every node is told of every change; see {@link Change#isOurs}. Calls must return at once, and
 * not call the registry.
 */
public interface RoomListener {

    /** A room was made; its first member is about to join. Or it was found, with its members. */
    void opened(Change change, Room room);

    /**
     * Somebody joined.
     *
     * @param ref of the {@link JoinRequest}
     */
    void joined(Change change, Room room, Peer newcomer, @Nullable String ref);

    /**
     * Somebody who is a member asked to join again.
     *
     * @param ref of the {@link JoinRequest}
     */
    void joinedAgain(Change change, Room room, Peer member, @Nullable String ref);

    /** Somebody is no member any more. */
    void left(Change change, Room room, Member member, Departure reason);

    /** Somebody's socket is lost; their place is kept. */
    void away(Change change, Room room, Peer member);

    /** Somebody is back. */
    void back(Change change, Room room, Peer member);

    /** Somebody's socket is at another node now; nobody need know. Told before {@link #back}, if they were away. */
    void moved(Change change, Room room, Peer member);

    /** Somebody locked or unlocked the room. */
    void locked(Change change, Room room, PeerId by);

    /** The last member is gone; nothing more comes of this room. */
    void ended(Change change, Room room);

    /**
     * Changes were missed: nothing holds any more of what was told. Every room that there is is told as {@link #opened}
     * next, with its members.
     */
    void lost();
}

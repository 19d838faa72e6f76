package dev.parley.signaling.registry;

import dev.parley.signaling.protocol.PeerId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Who is in which room, on all nodes together. Nobody is in two.
 *
 * <p><b>Atomicity.</b> Each call is one step: two who join the last free place at the same time get it one of them.
 *
 * <p><b>Order.</b> The {@link RoomListener} is told of the changes of a room in the order in which they happened, before
 * the stage of the call that made the change completes. Between rooms there is no order.
 *
 * <p><b>Fencing.</b> A call for an inbox that was taken over fails with
 * {@link dev.parley.signaling.protocol.Superseded}, where several nodes share the rooms: a late one can't win.
 *
 * <p><b>Life.</b> A room begins with its first member and ends with its last; members that are away count. The registry
 * does not end anybody's absence by itself: whoever calls {@link #away} sees to that.
 *
 * <p><b>Threading.</b> Any thread may call; nothing blocks. Stages complete on any thread.
 *
 * <p><b>Overflow.</b> There is one place a peer, so the number of sockets is the bound.
 */
public interface RoomRegistry {

    /** Says that somebody's generation doesn't matter. */
    long ANY = 0;

    /** Sets who is told of changes; called once, before anything else. */
    void listen(RoomListener listener);

    /**
     * Joins a room. Who is in another leaves that one, if and when this one admits them; who is in this one stays, and is
     * {@link RoomListener#joinedAgain}.
     */
    CompletionStage<Admission> join(JoinRequest request);

    /**
     * Takes somebody out of their room.
     *
     * @param generation of the peer's inbox, which must be the newest; {@link #ANY} if that doesn't matter
     * @return whether they were in one
     */
    CompletionStage<Boolean> leave(PeerId peer, long generation, Departure reason);

    /**
     * Marks somebody as away, if they are in a room.
     *
     * @param generation of the inbox that they lost; without effect if they have a newer one. {@link #ANY} if that doesn't
     *     matter
     */
    CompletionStage<Void> away(PeerId peer, long generation);

    /**
     * Ends somebody's absence.
     *
     * @param generation of their new inbox; without effect if they have a newer one. {@link #ANY} if that doesn't matter
     * @return the room they are in
     */
    CompletionStage<Optional<Room>> back(PeerId peer, long generation);

    /**
     * Locks or unlocks the room that somebody is in.
     *
     * @param generation of the peer's inbox, which must be the newest; {@link #ANY} if that doesn't matter
     * @return whether they are in one
     */
    CompletionStage<Boolean> lock(PeerId by, long generation, boolean locked);

    /** The room that somebody is in. */
    CompletionStage<Optional<Room>> roomOf(PeerId peer);

    /** A room by name. */
    CompletionStage<Optional<Room>> find(RoomKey key);
}

package dev.parley.signaling.registry;

import dev.parley.signaling.protocol.PeerId;
import java.util.List;
import java.util.Optional;

/**
 * A room at one moment. Immutable.
 *
 * @param key what clients call it
 * @param instance names this room in all times: the next one of the same key has another
 * @param capacity members that it takes
 * @param locked whether it takes nobody new
 * @param members in the order in which they came, those away too
 */
public record Room(RoomKey key, String instance, int capacity, boolean locked, List<Member> members) {

    /** Everybody's id. */
    public List<PeerId> everybody() {
        return members.stream().map(member -> member.peer().id()).toList();
    }

    /** The ids of all but one. */
    public List<PeerId> allBut(PeerId one) {
        return everybody().stream().filter(id -> !id.equals(one)).toList();
    }

    /** Whether somebody's socket is at this node. */
    public boolean hasOurs() {
        return members.stream().anyMatch(Member::isOurs);
    }

    /** A member by id. */
    public Optional<Member> member(PeerId id) {
        return members.stream().filter(member -> member.peer().id().equals(id)).findFirst();
    }
}

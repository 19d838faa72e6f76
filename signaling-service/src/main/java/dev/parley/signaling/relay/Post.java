package dev.parley.signaling.relay;

import dev.parley.signaling.protocol.PeerId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message for one or several peers.
 *
 * @param from who sends it
 * @param generation of the sender's inbox, which must be the newest; {@link #ANY} if that doesn't matter
 * @param id the sender's name for it, so that it isn't done twice; null if that doesn't matter
 * @param to the mailboxes, each at most once; those that aren't open are left out
 * @param json the message without its number, a JSON object that begins with its type
 * @param told what it tells
 */
public record Post(PeerId from, long generation, @Nullable String id, Collection<PeerId> to, String json, Told told) {

    /** Says that the sender's generation doesn't matter. */
    public static final long ANY = 0;

    /** A message that may be sent again: an event, or an answer. */
    public static Post of(PeerId from, Collection<PeerId> to, String json) {
        return new Post(from, ANY, null, to, json, Told.ALWAYS);
    }

    /** A message that several nodes may post. */
    public static Post telling(PeerId from, Collection<PeerId> to, String json, Told told) {
        return new Post(from, ANY, null, to, json, told);
    }

    /** An answer to somebody's own message. */
    public static Post answer(PeerId self, String json) {
        return of(self, List.of(self), json);
    }
}

package dev.parley.signaling.relay;

import dev.parley.signaling.protocol.PeerId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message for one or several peers.
 *
 * @param from who sends it
 * @param id the sender's name for it, so that it isn't done twice; null if that doesn't matter
 * @param to the mailboxes, each at most once; those that aren't open are left out
 * @param json the message without its number, a JSON object that begins with its type
 */
public record Post(PeerId from, @Nullable String id, Collection<PeerId> to, String json) {

    /** A message that may be sent again: an event, or an answer. */
    public static Post of(PeerId from, Collection<PeerId> to, String json) {
        return new Post(from, null, to, json);
    }

    /** An answer to somebody's own message. */
    public static Post answer(PeerId self, String json) {
        return new Post(self, null, List.of(self), json);
    }
}

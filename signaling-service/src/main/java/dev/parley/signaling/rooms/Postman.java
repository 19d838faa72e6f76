package dev.parley.signaling.rooms;

import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.registry.Departure;
import dev.parley.signaling.registry.RoomRegistry;
import dev.parley.signaling.relay.Post;
import dev.parley.signaling.relay.Posted;
import dev.parley.signaling.relay.Relay;
import dev.parley.signaling.relay.Told;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Posts messages, and takes those out of their rooms whose mailboxes overflow by it. Thread-safe; the caller holds no lock. */
final class Postman {

    private final Relay relay;
    private final RoomRegistry registry;

    Postman(Relay relay, RoomRegistry registry) {
        this.relay = relay;
        this.registry = registry;
    }

    /** Posts an answer to somebody's own message. */
    CompletionStage<Posted> answer(PeerId self, String json) {
        return send(Post.answer(self, json));
    }

    /** Posts a message that may be left out when it comes again. */
    CompletionStage<Posted> post(PeerId from, Collection<PeerId> to, String json) {
        return send(Post.of(from, to, json));
    }

    /** Posts an event, which other nodes may post, too. */
    CompletionStage<Posted> tell(PeerId from, Collection<PeerId> to, String json, Told told) {
        return send(Post.telling(from, to, json, told));
    }

    /** The last entry of a log that somebody was told of. */
    CompletionStage<Long> toldUpTo(PeerId peer) {
        return relay.toldUpTo(peer);
    }

    /** Posts a message of one peer for another, once. */
    CompletionStage<Posted> relay(Visit from, @Nullable String id, PeerId to, String json) {
        return send(new Post(from.id(), from.generation(), id, List.of(to), json, Told.ALWAYS));
    }

    private CompletionStage<Posted> send(Post post) {
        return relay.post(post).thenApply(posted -> {
            posted.lost().forEach(peer -> registry.leave(peer, RoomRegistry.ANY, Departure.LOST));
            return posted;
        });
    }
}

package dev.parley.signaling.chat;

import dev.parley.signaling.problem.Problem;
import dev.parley.signaling.protocol.ErrorCode;
import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.Refusal;
import dev.parley.signaling.session.Hub;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/**
 * {@code GET /api/chat/stream}: what {@code /ws/chat} sends, as server-sent events. A stream is a socket whose client can't
 * speak; its hello is the request.
 */
@ApplicationScoped
class ChatStreams {

    static final Refusal NO_TOKEN =
            new Refusal(ErrorCode.UNAUTHORIZED, "The token is missing, forged or expired. Begin a session.");

    private final Hub hub;
    private final ChatDoor door;
    private final ChatPosts posts;

    ChatStreams(Hub hub, ChatDoor door, ChatPosts posts) {
        this.hub = hub;
        this.door = door;
        this.posts = posts;
    }

    void install(@Observes Router router) {
        router.get("/api/chat/stream").handler(this::open);
    }

    private void open(RoutingContext request) {
        String token = Bearer.token(request.request().getHeader("Authorization"));
        Optional<Peer> self = door.room().proven(token);
        if (self.isEmpty()) {
            Problem.answer(request.response(), NO_TOKEN);
            return;
        }
        String after = Optional.ofNullable(request.request().getHeader("Last-Event-ID"))
                .orElseGet(() -> posts.expectedAfter(self.get().id()));
        hub.streamed(request, door.settings(), door.metrics(), socket -> {
                    ChatConversation conversation = door.begin(socket);
                    posts.opened(self.get().id(), conversation);
                    request.addEndHandler(ended -> posts.closed(self.get().id(), conversation));
                    conversation.tell(new ChatClientMessage.Hello(null, null, token, after));
                    return conversation;
                })
                .ifPresent(refusal -> Problem.answer(request.response(), refusal));
    }
}

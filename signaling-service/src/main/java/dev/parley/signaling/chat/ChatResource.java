package dev.parley.signaling.chat;

import dev.parley.signaling.log.Draft;
import dev.parley.signaling.problem.Problem;
import dev.parley.signaling.protocol.Decoded;
import dev.parley.signaling.protocol.ErrorCode;
import dev.parley.signaling.protocol.Frame;
import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.Refusal;
import dev.parley.signaling.session.Hub;
import dev.parley.signaling.session.SessionConfig;
import dev.parley.signaling.time.Timers;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How those speak whom no WebSocket reaches: {@code POST /api/chat/session} and {@code POST /api/chat/messages}. */
@Path("/api/chat")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class ChatResource {

    private static final Refusal UNAVAILABLE =
            new Refusal(ErrorCode.UNAVAILABLE, "That could not be done now. Send it again.");

    static final Refusal TOO_FAST =
            new Refusal(ErrorCode.RATE_LIMITED, "Too many messages at once. Wait a moment and send it again.");

    private final ChatDoor door;
    private final ChatPosts posts;
    private final Hub hub;
    private final SessionConfig session;
    private final Timers timers;

    ChatResource(ChatDoor door, ChatPosts posts, Hub hub, SessionConfig session, Timers timers) {
        this.door = door;
        this.posts = posts;
        this.hub = hub;
        this.session = session;
        this.timers = timers;
    }

    /** A {@code hello} in, a {@code welcome} out. The stream has to come soon. */
    @POST
    @Path("session")
    public CompletionStage<Response> begin(String body, @Context HttpServerRequest request) {
        return read("hello", body, ChatClientMessage.Hello.class, hello -> {
            if (!hub.mayPost(request)) {
                return refused(TOO_FAST);
            }
            Optional<Refusal> refusal = hub.expect(request, session.helloTimeout());
            return refusal.isPresent() ? refused(refusal.get()) : introduce(hello);
        });
    }

    /** A {@code say} in; acknowledged by the {@code said} on the stream. */
    @POST
    @Path("messages")
    public CompletionStage<Response> say(
            String body,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Context HttpServerRequest request) {
        if (!hub.mayPost(request)) {
            return refused(TOO_FAST);
        }
        Optional<Peer> self = door.room().proven(Bearer.token(authorization));
        if (self.isEmpty()) {
            return refused(ChatStreams.NO_TOKEN);
        }
        return read("say", body, ChatClientMessage.Say.class, say -> say(self.get(), say));
    }

    private CompletionStage<Response> introduce(ChatClientMessage.Hello hello) {
        CompletionStage<ChatRoom.Introduction> introduction = door.room().introduce(hello);
        if (hello.resume() != null) {
            introduction.thenAccept(done -> door.metrics().resume(done.resumed()));
        }
        return introduction.thenApply(done -> {
            posts.expect(done.self(), hello.after());
            timers.after(session.helloTimeout(), () -> door.room().leave(done));
            return Response.ok(done.welcome())
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        });
    }

    private CompletionStage<Response> say(Peer self, ChatClientMessage.Say say) {
        if (!posts.mayTake(self.id())) {
            return refused(TOO_FAST);
        }
        AtomicReference<@Nullable Frame> original = new AtomicReference<>();
        return door.room()
                // The token is proof enough: who shows it is who they say, with or without a stream.
                .say(self, Draft.ANY, say, frame -> {
                    posts.repeat(self.id(), frame);
                    original.set(frame);
                })
                .thenCompose(refusal -> refusal.map(this::refused).orElseGet(() -> accepted(original.get())));
    }

    /** The stream of whoever repeats a message may be on another node: the answer has the original, too. */
    private static CompletionStage<Response> accepted(@Nullable Frame original) {
        Response.ResponseBuilder accepted = Response.accepted();
        return CompletableFuture.completedFuture(
                original == null
                        ? accepted.build()
                        : accepted.entity(original.text()).build());
    }

    private <M extends ChatClientMessage> CompletionStage<Response> read(
            String type, String body, Class<M> kind, Function<M, CompletionStage<Response>> then) {
        door.metrics().messageIn();
        int maxBytes = door.settings().maxMessageBytes();
        if (body.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            return refused(new Refusal(ErrorCode.TOO_LARGE, "The body is longer than " + maxBytes + " bytes."));
        }
        Decoded<ChatClientMessage> decoded = door.codec().decode(type, body);
        return decoded.match(
                message -> then.apply(kind.cast(message)).exceptionallyCompose(failure -> refused(UNAVAILABLE)),
                bad -> refused(bad.refusal()));
    }

    private CompletionStage<Response> refused(Refusal refusal) {
        door.metrics().rejected(refusal.code());
        return CompletableFuture.completedFuture(Problem.response(refusal));
    }
}

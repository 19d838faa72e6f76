package dev.parley.signaling.rooms;

import dev.parley.signaling.protocol.Decoded;
import dev.parley.signaling.protocol.ErrorCode;
import dev.parley.signaling.protocol.Frame;
import dev.parley.signaling.protocol.JsonCodec;
import dev.parley.signaling.protocol.Refusal;
import dev.parley.signaling.relay.Inbox;
import dev.parley.signaling.relay.Posted;
import dev.parley.signaling.session.Conversation;
import dev.parley.signaling.session.Socket;
import dev.parley.signaling.session.TokenBucket;
import dev.parley.signaling.telemetry.Limit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The rooms' side of one socket. */
final class RoomConversation extends Conversation<RoomClientMessage> implements Inbox {

    private static final Refusal NODE_BUSY =
            new Refusal(ErrorCode.RATE_LIMITED, "This node is very busy. Wait a moment and send it again.");

    private final Attendance attendance;
    private final Rooms rooms;
    private final Postman postman;
    private final JsonCodec<RoomClientMessage, RoomServerMessage> codec;
    private final TokenBucket nodeMessages;
    private CompletableFuture<Visit> visit = new CompletableFuture<>();

    RoomConversation(
            Socket socket,
            Attendance attendance,
            Rooms rooms,
            Postman postman,
            JsonCodec<RoomClientMessage, RoomServerMessage> codec,
            TokenBucket nodeMessages) {
        super(socket);
        this.nodeMessages = nodeMessages;
        this.attendance = attendance;
        this.rooms = rooms;
        this.postman = postman;
        this.codec = codec;
    }

    @Override
    public void deliver(Frame frame) {
        outbox().offer(frame);
    }

    @Override
    public void cutOff() {
        interrupt("What happens can't be told completely now. Come back.");
    }

    @Override
    protected Decoded<RoomClientMessage> decode(String text) {
        return codec.decode(text);
    }

    @Override
    protected Optional<CompletionStage<?>> greet(RoomClientMessage message) {
        if (message instanceof RoomClientMessage.Hello hello) {
            visit = attendance.enter(hello, outbox(), this).toCompletableFuture();
            visit.thenAccept(entered -> socket().run(() -> socket().identified(entered.id())));
            countResume(hello.resume(), visit.thenApply(Visit::resumed));
            return Optional.of(visit);
        }
        return Optional.empty();
    }

    @Override
    protected void handle(RoomClientMessage message) {
        if (nodeMessages.tryTake()) {
            rejectLater(message.accept(new Requests(visit.join())), message.id());
        } else {
            reject(Limit.NODE_MESSAGES, NODE_BUSY, message.id());
        }
    }

    /** A visitor's errors are numbered and kept like all it gets; before the welcome there is no mailbox yet. */
    @Override
    protected void answer(String json) {
        if (visit.isDone() && !visit.isCompletedExceptionally()) {
            // Without a number, if none can be had: whoever waits for an answer is told that there is none.
            postman.answer(visit.join().id(), json).exceptionally(failure -> {
                outbox().offer(Frame.of(json));
                return new Posted(false, Set.of());
            });
        } else {
            super.answer(json);
        }
    }

    @Override
    protected String error(Refusal refusal, @Nullable String ref) {
        return codec.encode(RoomServerMessage.Error.of(refusal, ref));
    }

    @Override
    protected void gone(boolean left) {
        visit.thenAccept(entered -> attendance.gone(entered, left));
    }

    /** Which use case a message asks for. */
    private final class Requests implements RoomClientMessage.Visitor<CompletionStage<Optional<Refusal>>> {
        private final Visit self;

        Requests(Visit self) {
            this.self = self;
        }

        @Override
        public CompletionStage<Optional<Refusal>> hello(RoomClientMessage.Hello hello) {
            return CompletableFuture.completedFuture(
                    Optional.of(new Refusal(ErrorCode.INVALID_MESSAGE, "There was a hello already.")));
        }

        @Override
        public CompletionStage<Optional<Refusal>> join(RoomClientMessage.Join join) {
            return rooms.join(self, join);
        }

        @Override
        public CompletionStage<Optional<Refusal>> create(RoomClientMessage.Create create) {
            return rooms.create(self, create);
        }

        @Override
        public CompletionStage<Optional<Refusal>> description(RoomClientMessage.Description description) {
            return rooms.description(self, description);
        }

        @Override
        public CompletionStage<Optional<Refusal>> candidate(RoomClientMessage.Candidate candidate) {
            return rooms.candidate(self, candidate);
        }

        @Override
        public CompletionStage<Optional<Refusal>> message(RoomClientMessage.Message message) {
            return rooms.message(self, message);
        }

        @Override
        public CompletionStage<Optional<Refusal>> caption(RoomClientMessage.Caption caption) {
            return rooms.caption(self, caption);
        }

        @Override
        public CompletionStage<Optional<Refusal>> lookup(RoomClientMessage.Lookup lookup) {
            return rooms.lookup(self, lookup);
        }

        @Override
        public CompletionStage<Optional<Refusal>> lock(RoomClientMessage.Lock lock) {
            return rooms.lock(self, lock);
        }

        @Override
        public CompletionStage<Optional<Refusal>> leave(RoomClientMessage.Leave leave) {
            return rooms.leave(self, leave);
        }
    }
}

package dev.parley.signaling.chat;

import dev.parley.signaling.protocol.Decoded;
import dev.parley.signaling.protocol.ErrorCode;
import dev.parley.signaling.protocol.Frame;
import dev.parley.signaling.protocol.JsonCodec;
import dev.parley.signaling.protocol.Refusal;
import dev.parley.signaling.session.Conversation;
import dev.parley.signaling.session.Socket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The chat's side of one socket. */
final class ChatConversation extends Conversation<ChatClientMessage> {

    private final ChatRoom room;
    private final JsonCodec<ChatClientMessage, ChatServerMessage> codec;
    private CompletableFuture<ChatRoom.Visit> visit = new CompletableFuture<>();

    ChatConversation(Socket socket, ChatRoom room, JsonCodec<ChatClientMessage, ChatServerMessage> codec) {
        super(socket);
        this.room = room;
        this.codec = codec;
    }

    /** Sends what was said before to this socket alone, once more. Any thread. */
    void repeat(Frame frame) {
        outbox().repeat(frame);
    }

    @Override
    protected Decoded<ChatClientMessage> decode(String text) {
        return codec.decode(text);
    }

    @Override
    protected Optional<CompletionStage<?>> greet(ChatClientMessage message) {
        return message.accept(new ChatClientMessage.Visitor<>() {
            @Override
            public Optional<CompletionStage<?>> hello(ChatClientMessage.Hello hello) {
                visit = room.enter(hello, outbox(), ChatConversation.this::takenOver)
                        .toCompletableFuture();
                visit.thenAccept(entered ->
                        socket().run(() -> socket().identified(entered.self().id())));
                countResume(hello.resume(), visit.thenApply(ChatRoom.Visit::resumed));
                return Optional.of(visit);
            }

            @Override
            public Optional<CompletionStage<?>> say(ChatClientMessage.Say say) {
                return Optional.empty();
            }
        });
    }

    @Override
    protected void handle(ChatClientMessage message) {
        rejectLater(
                message.accept(new ChatClientMessage.Visitor<>() {
                    @Override
                    public CompletionStage<Optional<Refusal>> hello(ChatClientMessage.Hello hello) {
                        return CompletableFuture.completedFuture(
                                Optional.of(new Refusal(ErrorCode.INVALID_MESSAGE, "There was a hello already.")));
                    }

                    @Override
                    public CompletionStage<Optional<Refusal>> say(ChatClientMessage.Say say) {
                        ChatRoom.Visit self = visit.join();
                        return room.say(self.self(), self.generation(), say, self.outbox()::repeat);
                    }
                }),
                message.id());
    }

    @Override
    protected String error(Refusal refusal, @Nullable String ref) {
        return codec.encode(ChatServerMessage.Error.of(refusal, ref));
    }

    @Override
    protected void gone(boolean left) {
        room.disconnect(outbox());
        visit.thenAccept(room::leave);
        if (outbox().wasTooSlow()) {
            visit.thenAccept(entered -> room.wasTooSlow(entered.self().id()));
        }
    }
}

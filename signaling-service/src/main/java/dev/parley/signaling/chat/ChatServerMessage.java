package dev.parley.signaling.chat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.parley.signaling.protocol.ErrorCode;
import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.protocol.Refusal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server sends at {@code /ws/chat}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChatServerMessage.Welcome.class, name = "welcome"),
    @JsonSubTypes.Type(value = ChatServerMessage.Gap.class, name = "gap"),
    @JsonSubTypes.Type(value = ChatServerMessage.Said.class, name = "said"),
    @JsonSubTypes.Type(value = ChatServerMessage.Presence.class, name = "presence"),
    @JsonSubTypes.Type(value = ChatServerMessage.Error.class, name = "error")
})
sealed interface ChatServerMessage {

    /**
     * The answer to {@code hello}.
     *
     * @param ref the {@code id} of the hello
     * @param self the client's public identity
     * @param resume the secret that brings it back
     * @param resumed whether it is the identity of the token in the hello
     * @param cursor where the replay starts
     * @param count identities that are in the chat, this one too
     * @param participants at most 100 of them
     */
    record Welcome(
            @Nullable String ref,
            PeerId self,
            String name,
            String resume,
            boolean resumed,
            String cursor,
            int count,
            List<Peer> participants,
            ChatLimits limits)
            implements ChatServerMessage {}

    /** Some of what came after {@code after} is not kept any more. */
    record Gap() implements ChatServerMessage {}

    /**
     * Somebody said something.
     *
     * @param cursor stamped by the log: null until then
     * @param at the server's time
     */
    record Said(@Nullable String cursor, String id, Peer from, String text, Instant at) implements ChatServerMessage {}

    /**
     * Who came and who went since the last time.
     *
     * @param count identities that are in the chat
     * @param joined at most 20
     * @param left at most 20
     */
    record Presence(int count, List<Peer> joined, List<PeerId> left) implements ChatServerMessage {}

    /**
     * Something was not done.
     *
     * @param ref the {@code id} of the message that it answers
     */
    record Error(
            ErrorCode code,
            String message,
            boolean retryable,
            @Nullable String ref) implements ChatServerMessage {
        static Error of(Refusal refusal, @Nullable String ref) {
            return new Error(refusal.code(), refusal.message(), refusal.code().retryable(), ref);
        }
    }
}

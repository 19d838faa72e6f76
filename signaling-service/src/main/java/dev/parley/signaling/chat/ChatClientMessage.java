package dev.parley.signaling.chat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.parley.signaling.protocol.Checks;
import dev.parley.signaling.protocol.ClientMessage;
import org.jspecify.annotations.Nullable;

/** What clients send at {@code /ws/chat}. Constructors refuse wrong members. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChatClientMessage.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = ChatClientMessage.Say.class, name = "say")
})
sealed interface ChatClientMessage extends ClientMessage {

    <R> R accept(Visitor<R> visitor);

    /** One method a message. */
    interface Visitor<R> {
        R hello(Hello hello);

        R say(Say say);
    }

    /**
     * The first message.
     *
     * @param name what the client wants to be called; null: the server gives a name, or keeps the one of {@code resume}
     * @param resume the token of an earlier welcome
     * @param after the last cursor seen
     */
    record Hello(
            @Nullable String id,
            @Nullable String name,
            @Nullable String resume,
            @Nullable String after) implements ChatClientMessage {
        public Hello {
            Checks.optionalId(id);
            name = Checks.optionalName(name);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.hello(this);
        }
    }

    /**
     * Something for everybody.
     *
     * @param id a UUID of the client's making
     */
    record Say(String id, String text) implements ChatClientMessage {
        public Say {
            Checks.uuid(id);
            Checks.text(text);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.say(this);
        }
    }
}

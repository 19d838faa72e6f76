package dev.parley.signaling.rooms;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.parley.signaling.protocol.Checks;
import dev.parley.signaling.protocol.ClientMessage;
import dev.parley.signaling.protocol.InvalidMember;
import dev.parley.signaling.protocol.Limits;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.registry.RoomKind;
import org.jspecify.annotations.Nullable;

/** What clients send at {@code /ws/rooms}. Constructors refuse wrong members. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RoomClientMessage.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = RoomClientMessage.Join.class, name = "join"),
    @JsonSubTypes.Type(value = RoomClientMessage.Create.class, name = "create"),
    @JsonSubTypes.Type(value = RoomClientMessage.Description.class, name = "description"),
    @JsonSubTypes.Type(value = RoomClientMessage.Candidate.class, name = "candidate"),
    @JsonSubTypes.Type(value = RoomClientMessage.Message.class, name = "message"),
    @JsonSubTypes.Type(value = RoomClientMessage.Caption.class, name = "caption"),
    @JsonSubTypes.Type(value = RoomClientMessage.Lookup.class, name = "lookup"),
    @JsonSubTypes.Type(value = RoomClientMessage.Lock.class, name = "lock"),
    @JsonSubTypes.Type(value = RoomClientMessage.Leave.class, name = "leave")
})
sealed interface RoomClientMessage extends ClientMessage {

    <R> R accept(Visitor<R> visitor);

    /** One method a message. */
    interface Visitor<R> {
        R hello(Hello hello);

        R join(Join join);

        R create(Create create);

        R description(Description description);

        R candidate(Candidate candidate);

        R message(Message message);

        R caption(Caption caption);

        R lookup(Lookup lookup);

        R lock(Lock lock);

        R leave(Leave leave);
    }

    /**
     * The first message.
     *
     * @param name what the client wants to be called; null: the server gives a name. Of no effect when it resumes
     * @param resume the token of an earlier welcome
     * @param after the last {@code seq} seen
     */
    record Hello(
            @Nullable String id,
            @Nullable String name,
            @Nullable String resume,
            @Nullable Long after) implements RoomClientMessage {
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
     * Into a room by name.
     *
     * @param create whether an unknown room is made; null means yes
     */
    record Join(
            @Nullable String id,
            RoomKind kind,
            String room,
            @Nullable Boolean create) implements RoomClientMessage {
        public Join {
            Checks.optionalId(id);
            Checks.required("kind", kind);
            room = Checks.label("A room's name", room, RoomLimits.ROOM_CHARACTERS);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.join(this);
        }
    }

    /**
     * Into a new room with a name of the server's making.
     *
     * @param capacity members that it takes; null means two
     */
    record Create(
            @Nullable String id, RoomKind kind, @Nullable Integer capacity) implements RoomClientMessage {
        public Create {
            Checks.optionalId(id);
            Checks.required("kind", kind);
            if (capacity != null && (capacity < RoomLimits.CAPACITY_MIN || capacity > RoomLimits.CAPACITY_MAX)) {
                throw new InvalidMember(
                        "A room takes " + RoomLimits.CAPACITY_MIN + " to " + RoomLimits.CAPACITY_MAX + " members.");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.create(this);
        }
    }

    /**
     * An SDP description for a peer.
     *
     * @param to null in a room of two: the other one
     */
    record Description(@Nullable String id, @Nullable PeerId to, SessionDescription description)
            implements RoomClientMessage {
        public Description {
            Checks.optionalId(id);
            Checks.required("description", description);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.description(this);
        }
    }

    /**
     * An ICE candidate for a peer.
     *
     * @param to null in a room of two: the other one
     * @param candidate an RTCIceCandidateInit, passed on unread; JSON's null, or nothing, ends the candidates
     */
    record Candidate(@Nullable String id, @Nullable PeerId to, JsonNode candidate) implements RoomClientMessage {
        public Candidate {
            Checks.optionalId(id);
            candidate = candidate == null ? NullNode.getInstance() : candidate;
            if (!candidate.isNull() && !candidate.isObject()) {
                throw new InvalidMember("A candidate is an object, or null.");
            }
            Checks.atMost("The candidate", candidate.toString(), RoomLimits.CANDIDATE_BYTES);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.candidate(this);
        }
    }

    /** A text for everybody in the room. */
    record Message(String id, String text) implements RoomClientMessage {
        public Message {
            Checks.requiredId(id);
            Checks.text(text);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.message(this);
        }
    }

    /**
     * What the client's person says, as text.
     *
     * @param item names the turn; a later caption of the same item replaces this one
     * @param text may be empty while it is not final
     */
    record Caption(
            @Nullable String id,
            String item,
            String text,
            @JsonProperty("final") boolean isFinal) implements RoomClientMessage {
        public Caption {
            Checks.optionalId(id);
            item = Checks.label("A caption's item", item, Limits.ID_CHARACTERS);
            Checks.atMost("The text", Checks.required("text", text), Limits.TEXT_BYTES);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.caption(this);
        }
    }

    /** Is somebody there? */
    record Lookup(@Nullable String id, RoomKind kind, String room) implements RoomClientMessage {
        public Lookup {
            Checks.optionalId(id);
            Checks.required("kind", kind);
            room = Checks.label("A room's name", room, RoomLimits.ROOM_CHARACTERS);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.lookup(this);
        }
    }

    /** Closes the room to newcomers, or opens it. */
    record Lock(@Nullable String id, boolean locked) implements RoomClientMessage {
        public Lock {
            Checks.optionalId(id);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.lock(this);
        }
    }

    /** Out of the room; the socket stays. */
    record Leave(@Nullable String id) implements RoomClientMessage {
        public Leave {
            Checks.optionalId(id);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.leave(this);
        }
    }
}

package dev.parley.signaling.rooms;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.signaling.protocol.ErrorCode;
import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.protocol.Refusal;
import dev.parley.signaling.registry.Departure;
import dev.parley.signaling.registry.RoomKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server sends at {@code /ws/rooms}, without the {@code seq} that the mailbox stamps on it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RoomServerMessage.Welcome.class, name = "welcome"),
    @JsonSubTypes.Type(value = RoomServerMessage.Joined.class, name = "joined"),
    @JsonSubTypes.Type(value = RoomServerMessage.PeerJoined.class, name = "peer_joined"),
    @JsonSubTypes.Type(value = RoomServerMessage.PeerLeft.class, name = "peer_left"),
    @JsonSubTypes.Type(value = RoomServerMessage.PeerAway.class, name = "peer_away"),
    @JsonSubTypes.Type(value = RoomServerMessage.PeerBack.class, name = "peer_back"),
    @JsonSubTypes.Type(value = RoomServerMessage.Description.class, name = "description"),
    @JsonSubTypes.Type(value = RoomServerMessage.Candidate.class, name = "candidate"),
    @JsonSubTypes.Type(value = RoomServerMessage.Message.class, name = "message"),
    @JsonSubTypes.Type(value = RoomServerMessage.Caption.class, name = "caption"),
    @JsonSubTypes.Type(value = RoomServerMessage.RoomFound.class, name = "room"),
    @JsonSubTypes.Type(value = RoomServerMessage.Locked.class, name = "locked"),
    @JsonSubTypes.Type(value = RoomServerMessage.Ack.class, name = "ack"),
    @JsonSubTypes.Type(value = RoomServerMessage.Error.class, name = "error")
})
sealed interface RoomServerMessage {

    /**
     * The answer to {@code hello}.
     *
     * @param resumed whether it is the session of the token in the hello that goes on
     */
    record Welcome(@Nullable String ref, PeerId self, String name, String resume, boolean resumed, RoomLimits limits)
            implements RoomServerMessage {}

    /**
     * The client is in a room, and this is what it finds there.
     *
     * @param ref the {@code id} of the message that it answers; null when it comes of a resume
     * @param peers the others
     * @param history the last messages and final captions, each an encoded message
     */
    record Joined(
            @Nullable String ref,
            RoomKind kind,
            String room,
            int capacity,
            boolean locked,
            List<OtherPeer> peers,
            List<Encoded> history)
            implements RoomServerMessage {}

    /** Somebody who is in the room, for {@link Joined}. */
    record OtherPeer(PeerId id, String name, boolean away) {}

    /** A message that was encoded before, for {@link Joined}. */
    record Encoded(@JsonRawValue @JsonValue String json) {}

    /** Somebody came; they will offer. */
    record PeerJoined(Peer peer) implements RoomServerMessage {}

    /** Somebody is gone for good. */
    record PeerLeft(Peer peer, Departure reason) implements RoomServerMessage {}

    /** Somebody's socket is lost; their place is kept for a while. */
    record PeerAway(Peer peer) implements RoomServerMessage {}

    /** Somebody who was away is back. */
    record PeerBack(Peer peer) implements RoomServerMessage {}

    /** An SDP description of a peer. */
    record Description(PeerId from, SessionDescription description) implements RoomServerMessage {}

    /** An ICE candidate of a peer; JSON's null ends them. */
    record Candidate(PeerId from, JsonNode candidate) implements RoomServerMessage {}

    /** A text in the room, for its author too. */
    record Message(String id, Peer from, String text, Instant at) implements RoomServerMessage {}

    /** What a peer says, as text. */
    record Caption(
            Peer from,
            String item,
            String text,
            @JsonProperty("final") boolean isFinal,
            Instant at) implements RoomServerMessage {}

    /** The answer to {@code lookup}. */
    record RoomFound(
            @Nullable String ref,
            RoomKind kind,
            String room,
            boolean exists,
            int participants,
            int capacity,
            boolean locked)
            implements RoomServerMessage {}

    /** Somebody locked or unlocked the room. */
    record Locked(boolean locked, PeerId by) implements RoomServerMessage {}

    /** The message with this {@code id} was done, now or before. */
    record Ack(String ref) implements RoomServerMessage {}

    /**
     * Something was not done.
     *
     * @param ref the {@code id} of the message that it answers
     */
    record Error(
            ErrorCode code,
            String message,
            boolean retryable,
            @Nullable String ref) implements RoomServerMessage {
        static Error of(Refusal refusal, @Nullable String ref) {
            return new Error(refusal.code(), refusal.message(), refusal.code().retryable(), ref);
        }
    }
}

package dev.parley.signaling.protocol;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Codes of {@code error} messages and of REST problems. */
public enum ErrorCode {
    /** Malformed JSON, an unknown type, wrong members, a second {@code hello}. */
    INVALID_MESSAGE(false),
    /** Longer than the limits that {@code welcome} tells. */
    TOO_LARGE(false),
    /** More messages than the limits that {@code welcome} tells. */
    RATE_LIMITED(true),
    /** The state behind the service can't be reached. */
    UNAVAILABLE(true),
    /** Another socket came with the same identity. */
    TAKEN_OVER(false),
    /** Too many sockets of an address. */
    LIMIT(false),
    /** A request without a valid token. */
    UNAUTHORIZED(false),
    /** The id of a message was used by somebody else. */
    DUPLICATE_ID(false),
    /** The room has as many members as it takes. */
    ROOM_FULL(true),
    /** No such room. */
    ROOM_NOT_FOUND(false),
    /** The room takes nobody new. */
    ROOM_LOCKED(true),
    /** Only members of a room may do that. */
    NOT_IN_ROOM(false),
    /** The addressed peer isn't in the room. */
    PEER_NOT_FOUND(false);

    private final String wireName = name().toLowerCase(Locale.ROOT);
    private final boolean retryable;

    ErrorCode(boolean retryable) {
        this.retryable = retryable;
    }

    /** The code as it stands in JSON. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** Whether the same message may succeed later. */
    public boolean retryable() {
        return retryable;
    }
}

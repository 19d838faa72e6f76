package dev.parley.signaling.registry;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a room is for. Each kind has names of its own: two rooms of the same name and different kinds are two rooms. */
public enum RoomKind {
    /** Text between peers. */
    @JsonProperty("chat")
    CHAT,
    /** Sound and picture between peers. */
    @JsonProperty("video")
    VIDEO
}

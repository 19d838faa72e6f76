package dev.parley.signaling.registry;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why somebody is no member any more. */
public enum Departure {
    /** They wanted to go. */
    @JsonProperty("left")
    LEFT,
    /** Their socket was lost, and they did not come back in time. */
    @JsonProperty("lost")
    LOST
}

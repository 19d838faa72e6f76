package dev.parley.transcription.clientsecret;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the Realtime API wants to know for an ephemeral key.
 *
 * @param session the configuration that sessions opened with the key begin with
 */
record ClientSecretRequest(
        @JsonProperty("expires_after") Expiry expiresAfter,
        @JsonProperty("session") ObjectNode session) {

    /** Long enough to open a connection with, and no longer: a session that has begun goes on without its key. */
    private static final int LIFETIME_SECONDS = 60;

    static ClientSecretRequest of(ObjectNode session) {
        return new ClientSecretRequest(new Expiry("created_at", LIFETIME_SECONDS), session);
    }

    /** When the key stops opening sessions. */
    record Expiry(
            @JsonProperty("anchor") String anchor,
            @JsonProperty("seconds") int seconds) {}
}

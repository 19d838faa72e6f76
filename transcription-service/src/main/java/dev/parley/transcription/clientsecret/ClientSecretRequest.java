package dev.parley.transcription.clientsecret;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * What the Realtime API wants to know for an ephemeral key.
 *
 * @param session the configuration that sessions opened with the key begin with
 */
record ClientSecretRequest(
        @JsonProperty("expires_after") Expiry expiresAfter,
        @JsonProperty("session") ObjectNode session) {

    static ClientSecretRequest of(ObjectNode session, Duration lifetime) {
        return new ClientSecretRequest(new Expiry("created_at", lifetime.toSeconds()), session);
    }

    /** When the key stops opening sessions. */
    record Expiry(
            @JsonProperty("anchor") String anchor,
            @JsonProperty("seconds") long seconds) {}
}

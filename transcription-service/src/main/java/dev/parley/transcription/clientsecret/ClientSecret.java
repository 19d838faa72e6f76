package dev.parley.transcription.clientsecret;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * An ephemeral key, as the Realtime API answers it.
 *
 * @param value the key itself, for the one browser that asked
 * @param expiresAt Unix seconds
 * @param session what the key is good for
 */
record ClientSecret(
        @JsonProperty("value") @Nullable String value,
        @JsonProperty("expires_at") long expiresAt,
        @JsonProperty("session") @Nullable JsonNode session) {

    @Override
    public String toString() {
        return "ClientSecret[value=redacted, expiresAt=" + expiresAt + "]";
    }
}

package dev.parley.signaling.ice;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/**
 * What a browser gives to its RTCPeerConnection.
 *
 * @param expiresAt when to ask again
 */
record IceServers(
        @JsonProperty("iceServers") List<IceServer> iceServers,
        @JsonProperty("expires_at") Instant expiresAt) {}

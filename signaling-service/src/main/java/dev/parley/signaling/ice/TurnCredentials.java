package dev.parley.signaling.ice;

import dev.parley.signaling.protocol.PeerId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes credentials that a TURN server checks without asking us: the name carries the expiry, the password is the name's
 * HMAC-SHA1 under a shared secret.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-uberti-behave-turn-rest-00">A REST API for access to TURN</a>
 */
final class TurnCredentials {

    private static final String ALGORITHM = "HmacSHA1";

    private final List<String> urls;
    private final SecretKeySpec key;

    TurnCredentials(List<String> urls, String secret) {
        this.urls = urls;
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** The TURN servers with credentials for one peer. */
    IceServer issue(PeerId peer, Instant expiresAt) {
        String username = expiresAt.getEpochSecond() + ":" + peer.value();
        return new IceServer(urls, username, Base64.getEncoder().encodeToString(sign(username)));
    }

    private byte[] sign(String username) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(username.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}

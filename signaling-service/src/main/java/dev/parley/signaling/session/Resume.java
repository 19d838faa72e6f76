package dev.parley.signaling.session;

import dev.parley.signaling.protocol.Door;
import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and checks resume tokens: the secret by which somebody proves to any node that they are who they were.
 *
 * <p>A token is {@code v1.<key id>.<payload>.<HMAC-SHA-256>}, each part in base64url. The payload holds door, identity,
 * name and expiry, readable for its owner. Nothing is stored. Thread-safe.
 */
public final class Resume {

    private static final String VERSION = "v1";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_ID_BYTES = 4;
    private static final int MAX_TOKEN_LENGTH = 1024;
    private static final String FIELD_SEPARATOR = "\n";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    private final String signingKeyId;
    private final SecretKeySpec signingKey;
    private final Duration validity;
    private final InstantSource clock;

    /**
     * A signer.
     *
     * @param secrets the first signs, all are accepted: so that secrets can be changed without a break
     */
    public Resume(List<String> secrets, Duration validity, InstantSource clock) {
        for (String secret : secrets) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            keys.put(keyId(bytes), new SecretKeySpec(bytes, ALGORITHM));
        }
        Map.Entry<String, SecretKeySpec> first = keys.entrySet().iterator().next();
        this.signingKeyId = first.getKey();
        this.signingKey = first.getValue();
        this.validity = validity;
        this.clock = clock;
    }

    /** A token that brings this identity back at this door. */
    public String issue(Door door, Peer peer) {
        long expires = clock.instant().plus(validity).getEpochSecond();
        String fields =
                String.join(FIELD_SEPARATOR, door.wireName(), peer.id().value(), Long.toString(expires), peer.name());
        String payload = ENCODER.encodeToString(fields.getBytes(StandardCharsets.UTF_8));
        String signed = VERSION + '.' + signingKeyId + '.' + payload;
        return signed + '.' + ENCODER.encodeToString(sign(signingKey, signed));
    }

    /** The identity that a token proves; empty if it is malformed, forged, expired or of the other door. */
    public Optional<Peer> verify(Door door, String token) {
        int end = token.lastIndexOf('.');
        String[] parts = token.split("\\.", -1);
        if (token.length() > MAX_TOKEN_LENGTH || parts.length != 4 || !parts[0].equals(VERSION)) {
            return Optional.empty();
        }
        SecretKeySpec key = keys.get(parts[1]);
        if (key == null) {
            return Optional.empty();
        }
        byte[] expected = sign(key, token.substring(0, end));
        return decode(parts[3])
                .filter(signature -> MessageDigest.isEqual(expected, signature))
                .flatMap(valid -> decode(parts[2]))
                .flatMap(payload -> read(door, new String(payload, StandardCharsets.UTF_8)));
    }

    private Optional<Peer> read(Door door, String payload) {
        String[] fields = payload.split(FIELD_SEPARATOR, 4);
        Instant expires = Instant.ofEpochSecond(Long.parseLong(fields[2]));
        if (!fields[0].equals(door.wireName()) || !clock.instant().isBefore(expires)) {
            return Optional.empty();
        }
        return Optional.of(new Peer(new PeerId(fields[1]), fields[3]));
    }

    private static Optional<byte[]> decode(String base64url) {
        try {
            return Optional.of(DECODER.decode(base64url));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] sign(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    /** Names a secret without telling it. */
    private static String keyId(byte[] secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(ByteBuffer.allocate(secret.length + 1)
                            .put((byte) 'k')
                            .put(secret)
                            .array());
            return HexFormat.of().formatHex(digest, 0, KEY_ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

package dev.parley.offline.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.parley.offline.protocol.ApiError;
import dev.parley.offline.protocol.InvalidRequestException;
import dev.parley.offline.protocol.ProtocolJson;
import dev.parley.offline.session.SessionConfig;
import dev.parley.offline.session.SessionConfigReader;
import dev.parley.offline.session.SessionView;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Issues and checks ephemeral keys: {@code ek_}, then expiry and session configuration, signed with HMAC-SHA256, in characters that may stand in a
 * sub-protocol's name.
 *
 * <p>A key opens any number of sessions until it expires, on any node that has the same secret. Nothing is remembered. Thread-safe.
 */
public final class EphemeralKeys {

    private static final String PREFIX = "ek_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final byte VERSION = 1;
    private static final int NONCE = 8;
    private static final int HEADER = 1 + Long.BYTES + NONCE;
    private static final int SIGNATURE = 32;

    /** A key travels in a header of the upgrade request, and servers and proxies refuse headers of more than 8 KiB. */
    private static final int LONGEST_KEY = 6_000;

    private final SecretKeySpec secret;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** What a key turned out to be. */
    public sealed interface Check {

        /** Gives what the function for this case gives. */
        <T> T match(Function<SessionConfig, T> valid, Supplier<T> expired, Supplier<T> forged);

        /** It is one of ours and holds. */
        record Valid(SessionConfig config) implements Check {
            @Override
            public <T> T match(Function<SessionConfig, T> valid, Supplier<T> expired, Supplier<T> forged) {
                return valid.apply(config);
            }
        }

        /** It was one of ours. */
        record Expired() implements Check {
            @Override
            public <T> T match(Function<SessionConfig, T> valid, Supplier<T> expired, Supplier<T> forged) {
                return expired.get();
            }
        }

        /** It is none of ours. */
        record Forged() implements Check {
            @Override
            public <T> T match(Function<SessionConfig, T> valid, Supplier<T> expired, Supplier<T> forged) {
                return forged.get();
            }
        }
    }

    /** @param secret what keys are signed with; who knows it can make keys */
    public EphemeralKeys(byte[] secret, Clock clock) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
        this.clock = clock;
    }

    /**
     * Makes a key.
     *
     * @param expiresAt to the second
     * @throws InvalidRequestException if the configuration is too long for a key
     */
    public String issue(SessionConfig config, Instant expiresAt) throws InvalidRequestException {
        byte[] session = ProtocolJson.write(SessionView.of("", 0, config)).getBytes(StandardCharsets.UTF_8);
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] content = ByteBuffer.allocate(HEADER + session.length)
                .put(VERSION)
                .putLong(expiresAt.getEpochSecond())
                .put(nonce)
                .put(session)
                .array();
        byte[] signed = ByteBuffer.allocate(content.length + SIGNATURE)
                .put(content)
                .put(sign(content))
                .array();
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
        if (key.length() > LONGEST_KEY) {
            throw new InvalidRequestException(ApiError.invalid(
                    "string_above_max_length",
                    "session",
                    "The session's configuration is too long for an ephemeral key: shorten its prompt or keywords."));
        }
        return key;
    }

    /** Whether somebody presents what looks like an ephemeral key, rather than a standard one. */
    public static boolean looksLikeOne(String key) {
        return key.startsWith(PREFIX);
    }

    /** Checks a key that somebody presents. */
    public Check check(String key) {
        byte[] signed = decode(key);
        if (signed.length <= HEADER + SIGNATURE) {
            return new Check.Forged();
        }
        byte[] content = Arrays.copyOf(signed, signed.length - SIGNATURE);
        byte[] signature = Arrays.copyOfRange(signed, content.length, signed.length);
        if (!MessageDigest.isEqual(signature, sign(content)) || content[0] != VERSION) {
            return new Check.Forged();
        }
        long expiresAt = ByteBuffer.wrap(content, 1, Long.BYTES).getLong();
        if (clock.instant().getEpochSecond() >= expiresAt) {
            return new Check.Expired();
        }
        return new Check.Valid(session(new String(content, HEADER, content.length - HEADER, StandardCharsets.UTF_8)));
    }

    private static byte[] decode(String key) {
        if (!looksLikeOne(key) || key.length() > LONGEST_KEY) {
            return new byte[0];
        }
        try {
            return Base64.getUrlDecoder().decode(key.substring(PREFIX.length()));
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static SessionConfig session(String json) {
        try {
            return SessionConfigReader.readView(ProtocolJson.read(json));
        } catch (JsonProcessingException | InvalidRequestException impossible) {
            throw new IllegalStateException("a signed key holds a session that can't be read", impossible);
        }
    }

    private byte[] sign(byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}

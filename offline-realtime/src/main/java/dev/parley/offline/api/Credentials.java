package dev.parley.offline.api;

import dev.parley.offline.key.EphemeralKeys;
import dev.parley.offline.protocol.ApiError;
import dev.parley.offline.session.SessionConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who may come in: whoever has the standard key, or an ephemeral key made with it. Thread-safe. */
@ApplicationScoped
class Credentials {

    private static final String BEARER = "Bearer ";
    private static final int SECRET_BYTES = 32;

    private final byte[] apiKey;
    private final EphemeralKeys ephemeralKeys;

    /** What a key entitles to. */
    sealed interface Verdict {

        /** Gives what the function for this case gives. */
        <T> T match(Supplier<T> standard, Function<SessionConfig, T> ephemeral, Function<ApiError, T> refused);

        /** The standard key: anything. */
        record Standard() implements Verdict {
            @Override
            public <T> T match(
                    Supplier<T> standard, Function<SessionConfig, T> ephemeral, Function<ApiError, T> refused) {
                return standard.get();
            }
        }

        /** An ephemeral key: sessions that are configured like this to begin with. */
        record Ephemeral(SessionConfig config) implements Verdict {
            @Override
            public <T> T match(
                    Supplier<T> standard, Function<SessionConfig, T> ephemeral, Function<ApiError, T> refused) {
                return ephemeral.apply(config);
            }
        }

        /** Nothing. */
        record Refused(ApiError error) implements Verdict {
            @Override
            public <T> T match(
                    Supplier<T> standard, Function<SessionConfig, T> ephemeral, Function<ApiError, T> refused) {
                return refused.apply(error);
            }
        }
    }

    Credentials(ApiConfig config) {
        this.apiKey = config.apiKey().getBytes(StandardCharsets.UTF_8);
        byte[] secret = config.keySecret()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .orElseGet(Credentials::randomSecret);
        this.ephemeralKeys = new EphemeralKeys(secret, Clock.systemUTC());
    }

    EphemeralKeys ephemeralKeys() {
        return ephemeralKeys;
    }

    /** The key in an {@code Authorization} header; null if it has none. */
    static @Nullable String bearer(@Nullable String authorization) {
        boolean isBearer = authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return authorization != null && isBearer
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    /** Judges a key that somebody presents, or the lack of one. */
    Verdict judge(@Nullable String key) {
        if (key == null || key.isEmpty()) {
            return new Verdict.Refused(
                    ApiError.invalid(null, null, "Missing bearer or basic authentication in header"));
        }
        if (MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), apiKey)) {
            return new Verdict.Standard();
        }
        return ephemeralKeys
                .check(key)
                .match(
                        Verdict.Ephemeral::new,
                        () -> refused("Incorrect API key provided: this ephemeral key has expired. Ask for a new one."),
                        () -> refused("Incorrect API key provided. This server takes its own standard key and the"
                                + " ephemeral keys that it made."));
    }

    private static Verdict refused(String message) {
        return new Verdict.Refused(ApiError.invalid("invalid_api_key", null, message));
    }

    private static byte[] randomSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }
}

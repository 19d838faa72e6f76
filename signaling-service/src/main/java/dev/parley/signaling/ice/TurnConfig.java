package dev.parley.signaling.ice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** TURN servers, which relay what can't go directly. None without both URLs and secret. */
@ConfigMapping(prefix = "parley.turn")
interface TurnConfig {

    /** URLs, separated by commas. */
    Optional<List<String>> urls();

    /** The secret shared with the TURN servers (coturn's {@code static-auth-secret}). */
    Optional<String> secret();

    /** How long credentials are good for. */
    @WithDefault("10M")
    Duration validity();
}

package dev.parley.offline.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of the doors. */
@ConfigMapping(prefix = "parley.offline")
interface ApiConfig {

    /** The standard key: whoever has it may open sessions and make ephemeral keys. */
    @WithDefault("offline")
    String apiKey();

    /** What ephemeral keys are signed with; nodes that share the load share it. When not set, it is made up at each start. */
    Optional<String> keySecret();

    /** How long a session may last. */
    @WithDefault("60M")
    Duration sessionLimit();

    /** How many sessions may be open at once. */
    @WithDefault("16")
    int maxSessions();
}

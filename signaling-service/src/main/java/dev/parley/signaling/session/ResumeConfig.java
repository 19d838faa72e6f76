package dev.parley.signaling.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How identities are proven. */
@ConfigMapping(prefix = "parley.resume")
public interface ResumeConfig {

    /**
     * Secrets of at least 32 characters, separated by commas: the first signs, all are accepted. The same on all nodes.
     * Without one, each start makes its own, and nobody can come back after a restart.
     */
    Optional<List<String>> secret();

    /** How long a token brings its identity back. */
    @WithDefault("24H")
    Duration validity();
}

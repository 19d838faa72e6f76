package dev.parley.transcription.clientsecret;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many ephemeral keys there may be, and for how long. Each has a variable {@code PARLEY_MINT_…} of the same name. */
@ConfigMapping(prefix = "parley.mint")
interface MintLimits {

    /** Keys of one client address (IPv6: a /64) a minute, and at once; beyond, 429. */
    @WithDefault("30")
    int perAddress();

    /** Keys of this node a minute, and at once; beyond, 429. */
    @WithDefault("600")
    int perNode();

    /** How long a key opens sessions: 10 s to 2 h. A session that has begun goes on without it. */
    @WithDefault("PT1M")
    Duration keyLifetime();
}

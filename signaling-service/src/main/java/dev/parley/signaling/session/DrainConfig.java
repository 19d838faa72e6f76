package dev.parley.signaling.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a node that stops sends its sockets away. What comes to it all has to fit the grace of whoever stops it. */
@ConfigMapping(prefix = "parley.drain")
interface DrainConfig {

    /** How long it takes until everybody knows that nobody new belongs here. */
    @WithDefault("2S")
    Duration settle();

    /** Over what time many sockets are closed; a few are closed at once. */
    @WithDefault("4S")
    Duration spread();

    /** How long clients have to answer the close. */
    @WithDefault("3S")
    Duration patience();

    /** How long all of it takes at most. */
    default Duration longest() {
        return settle().plus(spread()).plus(patience());
    }
}

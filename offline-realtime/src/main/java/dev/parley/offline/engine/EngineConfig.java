package dev.parley.offline.engine;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of the speech engine. */
@ConfigMapping(prefix = "parley.offline")
interface EngineConfig {

    /** Folder with the weights; when not set, the {@code .models} that the build has filled. */
    Optional<Path> models();

    /** How many pieces of speech are decoded at once; when not set, as many as there are processors, but four at most. */
    OptionalInt decoders();
}

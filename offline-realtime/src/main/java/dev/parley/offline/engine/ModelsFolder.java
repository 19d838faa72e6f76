package dev.parley.offline.engine;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/**
 * Where the weights are when nobody says so: the nearest {@code .models} above the program itself, wherever it was started from.
 *
 * <p>The build fills the one beside {@code pom.xml}; program and tests lie below it, in {@code target}.
 */
final class ModelsFolder {

    private static final String NAME = ".models";

    private ModelsFolder() {}

    /** The folder that exists, or else the one in the working directory. */
    static Path nearest() {
        for (Path folder = program(); folder != null; folder = folder.getParent()) {
            Path models = folder.resolve(NAME);
            if (Files.isDirectory(models)) {
                return models;
            }
        }
        return Path.of(NAME).toAbsolutePath();
    }

    private static @Nullable Path program() {
        CodeSource source = ModelsFolder.class.getProtectionDomain().getCodeSource();
        try {
            return source == null || source.getLocation() == null
                    ? null
                    : Path.of(source.getLocation().toURI());
        } catch (URISyntaxException | IllegalArgumentException notAFile) {
            return null;
        }
    }
}

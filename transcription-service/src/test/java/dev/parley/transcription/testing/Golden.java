package dev.parley.transcription.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The examples in {@code docs/protocol/examples/transcription}, which the page's tests read too. */
public final class Golden {

    private static final Path FOLDER = Path.of("../docs/protocol/examples/transcription");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Golden() {}

    /** The names of those that begin so, without their ending. */
    public static Stream<String> names(String prefix) {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> names = files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", ""))
                    .filter(name -> name.startsWith(prefix))
                    .sorted()
                    .toList();
            return names.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether an example belongs to the REST resources, not to the socket. */
    public static boolean isRest(String name) {
        return name.startsWith("client-transcription-session")
                || name.startsWith("server-transcription")
                || name.startsWith("server-problem");
    }

    /** One of them. */
    public static JsonNode read(String name) {
        try {
            return JSON.readTree(FOLDER.resolve(name + ".json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

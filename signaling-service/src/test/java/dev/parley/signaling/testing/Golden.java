package dev.parley.signaling.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The golden examples of one door's protocol. */
public final class Golden {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    public Golden(String door) {
        this.folder = Path.of("..", "docs", "protocol", "examples", door);
    }

    /** The names of all examples, for instance {@code client-hello}. */
    public Set<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> names = new TreeSet<>();
            files.forEach(file -> names.add(file.getFileName().toString().replace(".json", "")));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An example as it stands in its file. */
    public String text(String name) {
        try {
            return Files.readString(folder.resolve(name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An example as a tree. */
    public JsonNode tree(String name) {
        return parse(text(name));
    }

    /** An example without the number that a mailbox stamps on it. */
    public JsonNode withoutSeq(String name) {
        ObjectNode tree = (ObjectNode) tree(name);
        tree.remove("seq");
        return tree;
    }

    /** What an object is as JSON, with the defaults of Jackson. */
    public static JsonNode valueToTree(Object value) {
        return JSON.valueToTree(value);
    }

    public static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

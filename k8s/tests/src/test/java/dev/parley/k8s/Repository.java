package dev.parley.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of this repository. Everything is read anew at each call. */
final class Repository {

    static final Path ROOT =
            Path.of(System.getProperty("parley.root", "../..")).toAbsolutePath().normalize();

    private static final YAMLMapper YAML = new YAMLMapper();

    private Repository() {}

    static String text(String path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Properties properties(String path) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text(path)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties;
    }

    /** The one YAML document of a file, with its aliases and merge keys resolved. */
    static JsonNode yaml(String path) {
        Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(text(path));
        return YAML.valueToTree(loaded);
    }

    /** The documents of a YAML stream. */
    static List<JsonNode> documents(String yaml) {
        try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            var documents = new ArrayList<JsonNode>();
            values.forEachRemaining(documents::add);
            return documents;
        } catch (IOException invalid) {
            throw new UncheckedIOException(invalid);
        }
    }
}

package dev.parley.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the person set: the process's environment over the repository's {@code .env} file, where there is one. Blank values
 * count as not set. It holds keys, and so prints none of its values.
 */
final class Settings {

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    static Settings read(Path root, Map<String, String> environment) throws StartFailure {
        var values = new HashMap<String, String>();
        var file = root.resolve(".env");
        if (Files.isRegularFile(file)) {
            try {
                Files.readAllLines(file).forEach(line -> put(values, line));
            } catch (IOException unreadable) {
                throw new StartFailure("The settings in " + file + " can't be read: " + unreadable.getMessage());
            }
        }
        values.putAll(environment);
        values.values().removeIf(String::isBlank);
        return new Settings(values);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** The items of a list with commas or spaces between them; none if it isn't set. */
    List<String> list(String name) {
        return Arrays.stream(get(name, "").split("[,\\s]+"))
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** All of them, as the environment of a child process. */
    Map<String, String> all() {
        return values;
    }

    /** True if nobody named an OpenAI to talk to: then the offline engine is started, and is the upstream. */
    boolean offline() {
        return !has("OPENAI_API_KEY") && !has("OPENAI_BASE_URL");
    }

    @Override
    public String toString() {
        return "Settings" + values.keySet();
    }

    private static void put(Map<String, String> values, String line) {
        var text = line.strip();
        var equals = text.indexOf('=');
        if (equals > 0 && !text.startsWith("#")) {
            values.put(
                    text.substring(0, equals).strip(),
                    unquoted(text.substring(equals + 1).strip()));
        }
    }

    private static String unquoted(String value) {
        var quoted = value.length() >= 2 && (isWrapped(value, "\"") || isWrapped(value, "'"));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static boolean isWrapped(String value, String quote) {
        return value.startsWith(quote) && value.endsWith(quote);
    }
}

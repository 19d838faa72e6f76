package dev.parley.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How one part is started and asked whether it is ready.
 *
 * @param name what it is called at the console and in its log's file name
 * @param command the program and its arguments
 * @param environment its whole environment; may hold keys, so {@link #toString()} leaves it out
 * @param directory where it runs
 * @param readiness answers 200 as soon as the part can serve
 */
record Part(String name, List<String> command, Map<String, String> environment, Path directory, URI readiness) {

    Part {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    @Override
    public String toString() {
        return "Part[" + name + " " + command + "]";
    }
}

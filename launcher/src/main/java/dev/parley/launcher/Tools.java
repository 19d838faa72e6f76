package dev.parley.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Says which program that Parley needs is missing or too old. */
final class Tools {

    private static final Pattern MAJOR_VERSION = Pattern.compile("^v?(\\d+)\\.");

    private Tools() {}

    /**
     * @param command prints its version as its first line
     * @param major the oldest major version that will do
     */
    static void require(String name, List<String> command, int major) throws StartFailure {
        var version = version(command);
        var found = MAJOR_VERSION.matcher(version);
        if (!found.find()) {
            throw new StartFailure("Parley needs " + name + " " + major + " or newer on the PATH, and there is none.");
        }
        if (Integer.parseInt(found.group(1)) < major) {
            throw new StartFailure(
                    "Parley needs " + name + " " + major + " or newer on the PATH, and finds " + version.strip() + ".");
        }
    }

    private static String version(List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            return "";
        }
    }
}

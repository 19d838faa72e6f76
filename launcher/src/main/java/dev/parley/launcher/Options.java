package dev.parley.launcher;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The launcher's command line.
 *
 * @param root the repository
 * @param logs where the parts' logs go
 * @param portBase the gateway's port; 0 if the command line names none
 * @param build whether modules that are missing or old are built first
 * @param untilInputEnds whether the end of standard input stops Parley: so nothing outlives a caller that was killed
 */
record Options(Path root, Path logs, int portBase, boolean build, boolean untilInputEnds) {

    static Options parse(List<String> arguments) throws StartFailure {
        var root = Path.of("").toAbsolutePath();
        Path logs = null;
        var portBase = 0;
        var build = true;
        var untilInputEnds = false;
        var rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            var option = rest.remove();
            switch (option) {
                case "--root" ->
                    root = Path.of(value(option, rest)).toAbsolutePath().normalize();
                case "--logs" ->
                    logs = Path.of(value(option, rest)).toAbsolutePath().normalize();
                case "--port-base" -> portBase = number(option, value(option, rest));
                case "--no-build" -> build = false;
                case "--until-input-ends" -> untilInputEnds = true;
                default ->
                    throw new StartFailure("Unknown option " + option
                            + ". There are: --root DIR, --logs DIR, --port-base N, --no-build, --until-input-ends");
            }
        }
        return new Options(
                root, logs == null ? root.resolve("launcher/target/logs") : logs, portBase, build, untilInputEnds);
    }

    /** The ports to use: the command line's base, else that of {@code PARLEY_PORT_BASE}, else 8080. */
    Ports ports(Settings settings) throws StartFailure {
        try {
            return new Ports(portBase > 0 ? portBase : Integer.parseInt(settings.get("PARLEY_PORT_BASE", "8080")));
        } catch (NumberFormatException noNumber) {
            throw new StartFailure("PARLEY_PORT_BASE must be a number");
        } catch (IllegalArgumentException outOfRange) {
            throw new StartFailure(String.valueOf(outOfRange.getMessage()));
        }
    }

    private static String value(String option, ArrayDeque<String> rest) throws StartFailure {
        if (rest.isEmpty()) {
            throw new StartFailure("Option " + option + " needs a value");
        }
        return rest.remove();
    }

    private static int number(String option, String value) throws StartFailure {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException noNumber) {
            throw new StartFailure("Option " + option + " needs a number, not " + value);
        }
    }
}

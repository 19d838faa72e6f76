package dev.parley.launcher.build;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads Maven's output line by line: which module it is at, and what went wrong. Thread-safe. */
final class MavenProgress {

    private static final Pattern MODULE = Pattern.compile("^\\[INFO] Building (.+) \\S+ +\\[(\\d+/\\d+)]$");
    private static final int SHOWN_ERRORS = 15;

    private final List<String> errors = new ArrayList<>();
    private String current = "Maven starts";

    /** Takes the next line; true if it begins another module. */
    synchronized boolean take(String line) {
        var module = MODULE.matcher(line);
        if (module.matches()) {
            current = module.group(1) + " [" + module.group(2) + "]";
            return true;
        }
        if (line.startsWith("[ERROR]") && errors.size() < SHOWN_ERRORS) {
            errors.add(line);
        }
        return false;
    }

    synchronized String current() {
        return current;
    }

    synchronized List<String> errors() {
        return List.copyOf(errors);
    }
}

package dev.parley.launcher;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Copies what a process prints into its log file, passes warnings and errors on to the console, and remembers the last
 * lines for the case that the process dies. Reads on a thread of its own until the stream ends.
 */
final class LogTail {

    private static final int KEPT_LINES = 20;

    /** A level near the line's start, in plain text or as a JSON member. */
    private static final Pattern WARNING =
            Pattern.compile("^.{0,60}?(\\b(WARN|WARNING|ERROR|FATAL|SEVERE)\\b|\"level\":\"(warn|error|fatal))");

    private final Path file;
    private final Consumer<String> warnings;
    private final ArrayDeque<String> last = new ArrayDeque<>();
    private final Thread thread;

    private LogTail(String name, BufferedReader lines, Path file, Consumer<String> warnings) {
        this.file = file;
        this.warnings = warnings;
        this.thread = new Thread(() -> copy(lines), "log of " + name);
        thread.setDaemon(true);
    }

    static LogTail start(String name, BufferedReader lines, Path file, Consumer<String> warnings) {
        var tail = new LogTail(name, lines, file, warnings);
        tail.thread.start();
        return tail;
    }

    Path file() {
        return file;
    }

    /** The last lines so far, oldest first. */
    List<String> lastLines() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }

    /** Waits until everything that a process that has ended left in its pipe is read. */
    void awaitEnd(long millis) throws InterruptedException {
        thread.join(millis);
    }

    private void copy(BufferedReader lines) {
        try (lines;
                BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                writer.write(line);
                writer.newLine();
                writer.flush();
                if (WARNING.matcher(line).find()) {
                    warnings.accept(line);
                }
            }
        } catch (IOException | UncheckedIOException streamClosed) {
            keep("(the log ends here: " + streamClosed.getMessage() + ")");
        }
    }

    private void keep(String line) {
        synchronized (last) {
            if (last.size() == KEPT_LINES) {
                last.remove();
            }
            last.add(line);
        }
    }
}

package dev.parley.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A started part: its process and the tail of its log.
 *
 * @param part what was started
 * @param process the child process
 * @param log what it prints
 */
record RunningPart(Part part, Process process, LogTail log) {

    static RunningPart start(Part part, Path logs, Consumer<String> console) throws StartFailure {
        try {
            Files.createDirectories(logs);
            var builder = new ProcessBuilder(part.command())
                    .directory(part.directory().toFile())
                    .redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(part.environment());
            var process = builder.start();
            process.getOutputStream().close();
            var log = LogTail.start(
                    part.name(),
                    process.inputReader(StandardCharsets.UTF_8),
                    logs.resolve(part.name() + ".log"),
                    line -> console.accept("[" + part.name() + "] " + line));
            return new RunningPart(part, process, log);
        } catch (IOException failed) {
            throw new StartFailure(part.name() + " can't be started: " + failed.getMessage());
        }
    }

    /** What the person should know when this part has ended by itself. */
    String obituary() {
        var text = new StringBuilder(part.name())
                .append(" ended by itself with exit code ")
                .append(process.exitValue())
                .append(", so the other parts are stopped too. Its last lines:");
        log.lastLines().forEach(line -> text.append("\n    ").append(line));
        return text.append("\n  All of its log: ").append(log.file()).toString();
    }
}

package dev.parley.launcher.build;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Builds the modules that are not fresh, by one Maven of its own, and shows how far that is. */
public final class Builder {

    private static final Duration REMINDER = Duration.ofSeconds(15);

    private final Path root;
    private final Path log;
    private final Maven maven;
    private final Consumer<String> console;

    /**
     * @param root the repository
     * @param log takes all that Maven prints
     * @param maven how Maven is called
     * @param console takes lines for the person who waits
     */
    public Builder(Path root, Path log, Maven maven, Consumer<String> console) {
        this.root = root;
        this.log = log;
        this.maven = maven;
        this.console = console;
    }

    /** Builds what is missing or older than its sources; if nothing is, it does nothing. */
    public void buildStale(List<Module> modules) throws BuildFailure, InterruptedException {
        try {
            var stale = new ArrayList<Module>();
            for (var module : modules) {
                if (!module.isFresh(root)) {
                    stale.add(module);
                }
            }
            if (!stale.isEmpty()) {
                build(stale);
            }
        } catch (IOException failed) {
            throw new BuildFailure("The build could not be run: " + failed.getMessage());
        }
    }

    private void build(List<Module> stale) throws IOException, BuildFailure, InterruptedException {
        console.accept("Building " + stale.stream().map(Module::folder).collect(Collectors.joining(", "))
                + ". The first time takes a few minutes; later only what changed is built.");
        var begin = Instant.now();
        Files.createDirectories(log.getParent());
        var process = new ProcessBuilder(maven.packageCommand(stale))
                .directory(root.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var progress = new MavenProgress();
        follow(process, progress, begin);
        if (process.waitFor() != 0) {
            throw new BuildFailure("The build failed at " + progress.current() + ":\n    "
                    + String.join("\n    ", progress.errors()) + "\n  All of its log: " + log);
        }
        for (var module : stale) {
            module.markBuilt(root, begin);
        }
        console.accept("  built in " + Duration.between(begin, Instant.now()).toSeconds() + " s");
    }

    private void follow(Process process, MavenProgress progress, Instant begin) throws IOException {
        var reminders = Executors.newSingleThreadScheduledExecutor();
        try (var lines = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter writer = Files.newBufferedWriter(log)) {
            var unused = reminders.scheduleAtFixedRate(
                    () -> console.accept("  still at " + progress.current() + ", "
                            + Duration.between(begin, Instant.now()).toSeconds() + " s so far"),
                    REMINDER.toSeconds(),
                    REMINDER.toSeconds(),
                    TimeUnit.SECONDS);
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                writer.write(line);
                writer.newLine();
                if (progress.take(line)) {
                    console.accept("  " + progress.current());
                }
            }
        } finally {
            reminders.shutdownNow();
        }
    }
}

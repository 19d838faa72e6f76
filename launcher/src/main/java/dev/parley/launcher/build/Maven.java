package dev.parley.launcher.build;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How Maven is called: the same one that started the launcher, where one did.
 *
 * @param home the folder of the Maven to use; null for the one on the PATH
 * @param repository its local repository; null for its own default
 */
public record Maven(@Nullable Path home, @Nullable Path repository) {

    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    List<String> packageCommand(List<Module> modules) {
        var command = new ArrayList<String>();
        command.add(program());
        if (repository != null && Files.isDirectory(repository)) {
            command.add("-Dmaven.repo.local=" + repository);
        }
        command.addAll(List.of("--batch-mode", "--no-transfer-progress", "-Dstyle.color=never", "-DskipTests"));
        command.add("-Dspotless.check.skip=true");
        command.addAll(List.of("-pl", modules.stream().map(Module::folder).collect(Collectors.joining(","))));
        command.addAll(List.of("--also-make", "package"));
        return command;
    }

    private String program() {
        var name = WINDOWS ? "mvn.cmd" : "mvn";
        return home == null ? name : home.resolve("bin").resolve(name).toString();
    }
}

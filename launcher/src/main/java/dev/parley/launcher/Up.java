package dev.parley.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What Maven runs in its own JVM for {@code mvn -Pup}: it starts the launcher as a child, and when Maven is told to end
 * (Ctrl-C, SIGTERM), holds Maven until the launcher has stopped everything. Should Maven be killed without a chance to do
 * that, the launcher's standard input ends, and it stops by itself.
 */
public final class Up {

    /** Longer than the launcher gives its parts. */
    private static final int GRACE_SECONDS = 30;

    private Up() {}

    /** Ends Maven with the launcher's exit code if that isn't 0: the launcher has said why. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var launcher = new ProcessBuilder(command())
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(launcher), "stop"));
        var exitCode = launcher.waitFor();
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    private static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dparley.maven.home=" + System.getProperty("maven.home", ""),
                "-Dparley.maven.repository=" + System.getProperty("parley.maven.repository", ""),
                "-jar",
                System.getProperty("parley.launcher.jar"),
                "--root",
                System.getProperty("parley.root"),
                "--until-input-ends");
    }

    private static void stop(Process launcher) {
        launcher.destroy();
        try {
            if (!launcher.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                launcher.descendants().forEach(ProcessHandle::destroyForcibly);
                launcher.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the tiny parts are shell scripts")
class SupervisorTest {

    private final List<String> console = new CopyOnWriteArrayList<>();

    @TempDir
    Path directory;

    private Supervisor supervisor;

    @BeforeEach
    void create() {
        supervisor = new Supervisor(directory.resolve("logs"), console::add, Duration.ofSeconds(2));
    }

    @AfterEach
    void stop() {
        supervisor.stop();
    }

    @Test
    void tellsWhichPartEndedWithItsCodeAndLastLines() throws Exception {
        supervisor.start(part("steady", "exec sleep 60"));
        supervisor.start(part("shaky", "echo first; echo 'the reason'; exit 3"));

        var dead = supervisor.firstDeath().get(10, TimeUnit.SECONDS);
        dead.log().awaitEnd(5_000);

        assertThat(dead.obituary())
                .contains("shaky ended by itself with exit code 3", "the reason", "shaky.log")
                .doesNotContain("steady");
    }

    @Test
    void stopsAllPartsAndTheirChildren() throws Exception {
        supervisor.start(part("parent", "sleep 60 & echo $! > child.pid; wait"));
        var child = pidFrom("child.pid");

        supervisor.stop();

        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
        await().untilAsserted(() -> assertThat(isAlive(child)).isFalse());
    }

    @Test
    void stopsTheChildrenOfAPartThatDied() throws Exception {
        supervisor.start(part("parent", "sleep 60 & echo $! > child.pid; read -r line < gate"));
        var child = pidFrom("child.pid");
        // Orphans are known by having been seen before: the supervisor looks once a second.
        await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
        Files.writeString(directory.resolve("gate"), "go\n");
        supervisor.firstDeath().get(10, TimeUnit.SECONDS);

        supervisor.stop();

        await().untilAsserted(() -> assertThat(isAlive(child)).isFalse());
    }

    @Test
    void killsAPartThatDoesNotEnd() throws Exception {
        supervisor.start(part("deaf", "trap '' TERM; echo $$ > deaf.pid; while :; do sleep 1; done"));
        var deaf = pidFrom("deaf.pid");

        supervisor.stop();

        await().untilAsserted(() -> assertThat(isAlive(deaf)).isFalse());
        assertThat(console).anyMatch(line -> line.startsWith("deaf did not end in 2 s"));
    }

    @Test
    void startsNothingAfterItWasStopped() throws Exception {
        supervisor.stop();

        supervisor.start(part("late", "echo $$ > late.pid"));

        assertThat(directory.resolve("logs/late.log")).doesNotExist();
    }

    @Test
    void showsWarningsAndKeepsEverythingInTheLog() throws Exception {
        supervisor.start(part(
                "talker",
                "echo '2026-01-01 10:00:00,000 INFO  [a] fine'; echo '2026-01-01 10:00:00,000 WARN  [a] hot';"
                        + " echo '{\"level\":\"error\",\"message\":\"bad\"}'; echo 'no ERRORS to speak of'"));

        supervisor.firstDeath().get(10, TimeUnit.SECONDS).log().awaitEnd(5_000);

        assertThat(console)
                .containsExactly(
                        "[talker] 2026-01-01 10:00:00,000 WARN  [a] hot",
                        "[talker] {\"level\":\"error\",\"message\":\"bad\"}");
        assertThat(Files.readAllLines(directory.resolve("logs/talker.log"))).hasSize(4);
    }

    @Test
    void givesAPartItsOwnEnvironmentAndNothingElse() throws Exception {
        var part = new Part(
                "env",
                List.of("/bin/sh", "-c", "echo port=$QUARKUS_HTTP_PORT home=$HOME"),
                Map.of("QUARKUS_HTTP_PORT", "8081"),
                directory,
                URI.create("http://127.0.0.1:1/"));
        supervisor.start(part);

        var dead = supervisor.firstDeath().get(10, TimeUnit.SECONDS);
        dead.log().awaitEnd(5_000);

        assertThat(dead.log().lastLines()).containsExactly("port=8081 home=");
    }

    private Part part(String name, String script) throws IOException, InterruptedException {
        var gate = directory.resolve("gate");
        if (script.contains("gate") && !Files.exists(gate)) {
            new ProcessBuilder("mkfifo", gate.toString()).start().waitFor();
        }
        return new Part(
                name,
                List.of("/bin/sh", "-c", script),
                Map.of("PATH", System.getenv("PATH")),
                directory,
                URI.create("http://127.0.0.1:1/"));
    }

    private long pidFrom(String file) {
        var path = directory.resolve(file);
        await().until(() -> Files.exists(path) && !Files.readString(path).isBlank());
        try {
            return Long.parseLong(Files.readString(path).strip());
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** A process that has ended but that nobody has waited for yet counts as ended. */
    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}

package dev.parley.launcher.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the Maven of the test is a shell script")
class BuilderTest {

    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private final List<String> console = new ArrayList<>();
    private final Module page = new Module("page", "dist/index.html", List.of("node_modules"));
    private final Module service = new Module("service", "target/run.jar", List.of());

    @TempDir
    Path root;

    @BeforeEach
    void layOut() throws IOException {
        write("pom.xml", "");
        for (var file : List.of(
                "page/src/a.ts",
                "page/dist/index.html",
                "page/node_modules/x",
                "service/pom.xml",
                "service/src/main/A.java",
                "service/target/run.jar",
                "service/nested/pom.xml",
                "service/nested/src/B")) {
            write(file, "");
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (var file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
            }
        }
    }

    @Test
    void buildsNothingThatIsFresh() throws Exception {
        builder("exit 1").buildStale(List.of(page, service));

        assertThat(console).isEmpty();
    }

    @Test
    void buildsJustWhatChanged() throws Exception {
        touch("service/src/main/A.java");

        builder("touch service/target/run.jar; echo \"$@\" > arguments").buildStale(List.of(page, service));

        assertThat(Files.readString(root.resolve("arguments"))).contains("-pl service --also-make package");
        console.clear();
        builder("exit 1").buildStale(List.of(page, service));
        assertThat(console).isEmpty();
    }

    @Test
    void noticesAFileThatIsGone() throws Exception {
        Files.delete(root.resolve("page/src/a.ts"));

        assertThat(page.isFresh(root)).isFalse();
    }

    @Test
    void noticesAMissingNeedAndAChangedRootPom() throws Exception {
        Files.delete(root.resolve("page/node_modules/x"));
        Files.delete(root.resolve("page/node_modules"));
        assertThat(page.isFresh(root)).isFalse();
        touch("pom.xml");
        assertThat(service.isFresh(root)).isFalse();
    }

    @Test
    void leavesTestsBuildsAndNestedModulesOut() throws Exception {
        write("service/src/test/T.java", "");
        Files.setLastModifiedTime(root.resolve("service/src"), FileTime.from(LONG_AGO));
        touch("service/nested/src/B");
        write("service/target/other", "");

        assertThat(service.isFresh(root)).isTrue();
    }

    @Test
    void showsProgressAndWhatFailed() throws Exception {
        touch("service/src/main/A.java");
        var maven = builder("echo '[INFO] Building Parley service 0.1.0   [2/3]'; echo '[ERROR] it broke'; exit 1");

        assertThatThrownBy(() -> maven.buildStale(List.of(service)))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("Parley service [2/3]")
                .hasMessageContaining("it broke")
                .hasMessageContaining("build.log");
        assertThat(console).contains("  Parley service [2/3]");
    }

    private Builder builder(String script) throws IOException {
        var program = root.resolve("maven/bin/mvn");
        write("maven/bin/mvn", "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return new Builder(root, root.resolve("build.log"), new Maven(root.resolve("maven"), null), console::add);
    }

    private void write(String file, String text) throws IOException {
        var path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void touch(String file) throws IOException {
        Files.setLastModifiedTime(root.resolve(file), FileTime.from(Instant.now()));
    }
}

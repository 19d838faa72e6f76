package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsTest {

    @TempDir
    Path root;

    @Test
    void consistsOfAllPartsWithoutAKey() throws Exception {
        var parts = new Parts(root, new Ports(9000), settings(Map.of()), Optional.empty()).all();

        assertThat(parts)
                .extracting(Part::name)
                .containsExactly("signaling-service", "transcription-service", "offline-realtime", "webrtc-door");
        assertThat(environment(parts, 1))
                .containsEntry("PARLEY_OFFLINE_URL", "http://127.0.0.1:9003/v1")
                .containsEntry("PARLEY_UPSTREAM_PUBLIC_URL", "/v1")
                .containsEntry("QUARKUS_HTTP_HOST", "127.0.0.1")
                .containsEntry("QUARKUS_HTTP_PROXY_ENABLE_FORWARDED_HOST", "true")
                .containsEntry("QUARKUS_HTTP_PORT", "9002")
                .containsEntry("QUARKUS_MANAGEMENT_PORT", "10002");
        assertThat(environment(parts, 3))
                .containsEntry("PARLEY_OFFLINE_URL", "http://127.0.0.1:9003/v1")
                .containsEntry("PARLEY_DOOR_PORT", "9004")
                .containsEntry("PARLEY_DOOR_MANAGEMENT_PORT", "10004");
    }

    @Test
    void leavesTheOfflineEngineOutWithAKeyAndPrintsNoKey() throws Exception {
        var settings = settings(Map.of("OPENAI_API_KEY", "sk-marked"));
        var parts = new Parts(root, new Ports(9000), settings, Optional.empty()).all();

        assertThat(parts).extracting(Part::name).containsExactly("signaling-service", "transcription-service");
        assertThat(environment(parts, 1))
                .containsEntry("OPENAI_API_KEY", "sk-marked")
                .doesNotContainKey("PARLEY_OFFLINE_URL");
        assertThat(parts.toString() + settings).doesNotContain("sk-marked");
    }

    @Test
    void readsTheEnvFileUnderTheEnvironment() throws Exception {
        Files.writeString(
                root.resolve(".env"),
                "# a comment\nOPENAI_API_KEY=\"sk-file\"\nPARLEY_PORT_BASE=9100\nEMPTY=\n nonsense\n");

        var settings = settings(Map.of("PARLEY_PORT_BASE", "9200"));

        assertThat(settings.get("OPENAI_API_KEY", "")).isEqualTo("sk-file");
        assertThat(settings.get("PARLEY_PORT_BASE", "")).isEqualTo("9200");
        assertThat(settings.has("EMPTY")).isFalse();
    }

    @Test
    void countsABlankKeyAsNone() throws Exception {
        assertThat(settings(Map.of("OPENAI_API_KEY", " ")).offline()).isTrue();
    }

    @Test
    void choosesPortsByCommandLineThenSettingThenDefault() throws Exception {
        var byOption = Options.parse(List.of("--port-base", "9300"));
        var plain = Options.parse(List.of());

        assertThat(byOption.ports(settings(Map.of("PARLEY_PORT_BASE", "9200"))).base())
                .isEqualTo(9300);
        assertThat(plain.ports(settings(Map.of("PARLEY_PORT_BASE", "9200"))).base())
                .isEqualTo(9200);
        assertThat(plain.ports(settings(Map.of())).base()).isEqualTo(8080);
        assertThatThrownBy(() -> plain.ports(settings(Map.of("PARLEY_PORT_BASE", "many"))))
                .hasMessageContaining("PARLEY_PORT_BASE");
        assertThatThrownBy(() -> plain.ports(settings(Map.of("PARLEY_PORT_BASE", "65000"))))
                .hasMessageContaining("PARLEY_PORT_BASE");
    }

    @Test
    void refusesAnUnknownOption() {
        assertThatThrownBy(() -> Options.parse(List.of("--fast"))).hasMessageContaining("--fast");
        assertThatThrownBy(() -> Options.parse(List.of("--root"))).hasMessageContaining("needs a value");
    }

    @Test
    void saysWhichPortIsTakenAndHowToMove() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> new Ports(8080).requireFree(taken.getLocalPort(), "signaling-service"))
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("signaling-service")
                    .hasMessageContaining("PARLEY_PORT_BASE=");
        }
    }

    @Test
    void saysWhichToolIsMissingOrTooOld() {
        assertThatThrownBy(() -> Tools.require("Node.js", List.of("no-such-program-here"), 20))
                .hasMessageContaining("Node.js 20 or newer")
                .hasMessageContaining("there is none");
        assertThatThrownBy(() -> Tools.require("Echo", List.of("echo", "v18.1.0"), 20))
                .hasMessageContaining("v18.1.0");
    }

    private Settings settings(Map<String, String> environment) throws StartFailure {
        return Settings.read(root, environment);
    }

    private static Map<String, String> environment(List<Part> parts, int index) {
        return parts.get(index).environment();
    }
}

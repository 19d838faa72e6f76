package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.launcher.gateway.GatewayTls;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsTest {

    @TempDir
    Path root;

    @Test
    void isOnlyServedWhenAskedFor() throws Exception {
        assertThat(Https.of(root, settings(Map.of()))).isEmpty();
        assertThat(Https.of(root, settings(Map.of("PARLEY_TLS", "false")))).isEmpty();
    }

    @Test
    void staysOnLoopbackUnlessAnAddressIsNamed() throws Exception {
        assertThat(https(Map.of()).address()).isEqualTo("127.0.0.1");
        assertThat(https(Map.of()).announcement()).contains("https://127.0.0.1:8443/trust");
    }

    @Test
    void tellsOtherDevicesTheAddressAndTheDoorToo() throws Exception {
        var settings = settings(Map.of("PARLEY_TLS", "true", "PARLEY_BIND_ADDRESS", "192.168.1.20"));
        var https = Https.of(root, settings);

        assertThat(https.orElseThrow().announcement()).contains("https://192.168.1.20:8443");
        assertThat(new GatewayPlan(new Ports(9000), settings, https)
                        .config(root, null)
                        .hosts())
                .contains("192.168.1.20");
        var door = new Parts(root, new Ports(9000), settings, https).all().get(3);
        assertThat(door.environment())
                .containsEntry("PARLEY_DOOR_HOST", "192.168.1.20")
                .containsEntry("PARLEY_DOOR_MANAGEMENT_HOST", "127.0.0.1");
        var calls = new GatewayPlan(new Ports(9000), settings, https)
                .config(root, null).routes().stream()
                        .filter(route -> route.prefix().equals("/v1/realtime/calls"))
                        .findFirst()
                        .orElseThrow();
        assertThat(calls.origin().host()).isEqualTo("192.168.1.20");
    }

    @Test
    void namesNoWildcardToOtherDevices() throws Exception {
        var https = https(Map.of("PARLEY_BIND_ADDRESS", "0.0.0.0", "PARLEY_GATEWAY_HOSTS", "parley.example"));

        assertThat(https.announcement()).contains("https://parley.example:8443");
        assertThat(https.hosts()).containsExactly("parley.example");
        assertThat(https.reachedAt()).isEqualTo("127.0.0.1");
    }

    @Test
    void saysWhatIsWrongWithASetting() throws Exception {
        assertThatThrownBy(() -> https(Map.of("PARLEY_TLS_PORT", "many"))).hasMessageContaining("PARLEY_TLS_PORT");
        assertThatThrownBy(
                        () -> https(Map.of("PARLEY_TLS_CERTIFICATES", "mine")).listener(root))
                .hasMessageContaining("PARLEY_TLS_CERTIFICATES")
                .hasMessageContaining("tls.key");
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var port = String.valueOf(taken.getLocalPort());
            assertThatThrownBy(() -> https(Map.of("PARLEY_TLS_PORT", port)).requireFree())
                    .hasMessageContaining("Port " + port)
                    .hasMessageContaining("PARLEY_TLS_PORT=");
        }
    }

    @Test
    void takesACertificateOfThePersonsOwn() throws Exception {
        Files.createDirectory(root.resolve("mine"));
        Files.writeString(root.resolve("mine/tls.crt"), "certificate");
        Files.writeString(root.resolve("mine/tls.key"), "key");
        var https = https(Map.of("PARLEY_TLS_CERTIFICATES", "mine"));

        assertThat(https.listener(root).trust()).isNull();
        assertThat(https.announcement()).doesNotContain("trust");
    }

    @Test
    void keepsTheCertificateThatItMadeInTheRepository() throws Exception {
        GatewayTls listener = https(Map.of()).listener(root);

        assertThat(listener.trust()).isNotNull();
        assertThat(root.resolve(".tls/local-ca.crt")).exists();
    }

    private Https https(Map<String, String> more) throws StartFailure {
        var environment = new HashMap<>(more);
        environment.put("PARLEY_TLS", "true");
        return Https.of(root, settings(environment)).orElseThrow();
    }

    private Settings settings(Map<String, String> environment) throws StartFailure {
        return Settings.read(root, environment);
    }
}

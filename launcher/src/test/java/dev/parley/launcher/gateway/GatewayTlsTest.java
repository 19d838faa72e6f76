package dev.parley.launcher.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.launcher.tls.LocalCertificate;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayTlsTest {

    @TempDir
    static Path folder;

    private static LocalCertificate certificate;
    private static EchoPart signaling;
    private static FreePort http;
    private static FreePort https;
    private static Gateway gateway;

    @BeforeAll
    static void open() throws Exception {
        Files.writeString(folder.resolve("index.html"), "<!doctype html><title>Parley</title>");
        Files.writeString(folder.resolve("trust.html"), "<!doctype html><title>Trust</title>");
        certificate =
                LocalCertificate.prepare(folder.resolve("tls"), Set.of("localhost", "127.0.0.1"), Clock.systemUTC());
        signaling = EchoPart.open("signaling");
        http = FreePort.find();
        https = FreePort.find();
        var keys = new PfxOptions()
                .setPath(certificate.keyStore().toString())
                .setPassword(LocalCertificate.PASSWORD)
                .setAlias(LocalCertificate.ALIAS);
        var trust = new GatewayTls.Trust(folder.resolve("trust.html"), certificate.authority());
        gateway = Gateway.open(new GatewayConfig(
                "127.0.0.1",
                http.number(),
                new GatewayTls("127.0.0.1", https.number(), keys, trust),
                folder,
                List.of(signaling.route("/ws/chat"), signaling.route("/api/chat")),
                List.of(),
                Set.of()));
    }

    @AfterAll
    static void close() {
        signaling.close();
        gateway.close();
    }

    @Test
    void servesThePageToWhomTrustsTheAuthority() throws Exception {
        assertThat(get(trusting(), "/").body()).contains("Parley");
        assertThatThrownBy(() -> get(HttpClient.newHttpClient(), "/")).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void tellsHowToTrustItByBothWays() throws Exception {
        var page = get(trusting(), "/trust");
        var authority = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + http.number() + "/local-ca.crt"))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(page.body()).contains("Trust");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'");
        assertThat(authority.body()).isEqualTo(Files.readString(certificate.authority()));
    }

    @Test
    void tellsThePartsThatTheClientCameByHttps() throws Exception {
        var headers = new JsonObject(get(trusting(), "/api/chat/session").body()).getJsonObject("headers");

        assertThat(headers.getString("x-forwarded-proto")).isEqualTo("https");
        assertThat(headers.getString("x-forwarded-host")).isEqualTo("localhost:" + https.number());
    }

    @Test
    void carriesWebSockets() throws Exception {
        var echo = new CompletableFuture<String>();
        var socket = trusting()
                .newWebSocketBuilder()
                .buildAsync(URI.create("wss://localhost:" + https.number() + "/ws/chat"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        echo.complete(text.toString());
                        return CompletableFuture.completedFuture(text);
                    }
                })
                .get(10, TimeUnit.SECONDS);
        socket.sendText("hello", true).get(10, TimeUnit.SECONDS);

        assertThat(echo.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
        socket.abort();
    }

    private static HttpResponse<String> get(HttpClient client, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + https.number() + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpClient trusting() throws Exception {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        try (InputStream file = Files.newInputStream(certificate.authority())) {
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}

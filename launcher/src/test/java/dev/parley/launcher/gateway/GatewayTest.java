package dev.parley.launcher.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path page;

    private EchoPart signaling;
    private EchoPart offline;
    private FreePort port;
    private Gateway gateway;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(page.resolve("assets"));
        Files.writeString(page.resolve("index.html"), "<!doctype html><title>Parley</title>");
        Files.writeString(page.resolve("assets/index-abc123.js"), "export {};");
        Files.writeString(page.resolve("assets/pcm-abc123.wasm"), "wasm");
        Files.writeString(page.getParent().resolve("secret.txt"), "not for you");
        signaling = EchoPart.open("signaling");
        offline = EchoPart.open("offline");
        port = FreePort.find();
        gateway = Gateway.open(new GatewayConfig(
                "127.0.0.1",
                port.number(),
                null,
                page,
                List.of(
                        signaling.route("/ws/chat"),
                        signaling.route("/api/chat"),
                        offline.route("/v1/realtime"),
                        new Route(
                                "/v1/realtime/calls", "webrtc-door", SocketAddress.inetSocketAddress(1, "127.0.0.1"))),
                List.of("https://api.openai.com"),
                Set.of("parley.example")));
    }

    @AfterEach
    void close() {
        gateway.close();
        signaling.close();
        offline.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/index.html, text/html",
        "/assets/index-abc123.js, javascript",
        "/assets/pcm-abc123.wasm, application/wasm"
    })
    void servesThePageWithItsMediaTypes(String path, String mediaType) throws Exception {
        var response = get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).contains(mediaType);
    }

    @Test
    void keepsHashedFilesForGoodAndAsksAgainForThePage() throws Exception {
        assertThat(header(get("/"), "Cache-Control")).isEqualTo("no-cache");
        assertThat(header(get("/assets/index-abc123.js"), "Cache-Control")).contains("immutable");
    }

    @Test
    void sendsAPageThatChangedEvenToWhomHasTheOldOne() throws Exception {
        var first = get("/");
        Files.writeString(page.resolve("index.html"), "<!doctype html><title>Newer</title>");
        Files.setLastModifiedTime(
                page.resolve("index.html"), FileTime.from(Instant.now().plusSeconds(60)));

        var second = send(request("/")
                .header("If-Modified-Since", header(first, "Last-Modified"))
                .build());

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).contains("Newer");
    }

    @Test
    void guardsThePageByHeaders() throws Exception {
        var response = get("/");

        assertThat(header(response, "Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self' https://api.openai.com")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe-inline");
        assertThat(header(response, "Permissions-Policy"))
                .contains("camera=(self)", "microphone=(self)", "display-capture=(self)");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "/..%5csecret.txt"})
    void servesNothingOutsideThePage(String path) throws Exception {
        var answer = RawHttp.send(
                port.number(), "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("not for you");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/chat/session, signaling",
        "/api/chat, signaling",
        "/v1/realtime/client_secrets, offline",
        "/v1/realtime?intent=transcription, offline"
    })
    void passesAPathToItsPartAsItIs(String path, String part) throws Exception {
        var echo = new JsonObject(get(path).body());

        assertThat(echo.getString("part")).isEqualTo(part);
        assertThat(echo.getString("uri")).isEqualTo(path);
    }

    @Test
    void passesMethodBodyStatusAndHeaders() throws Exception {
        var response = send(request("/api/chat/messages?status=202")
                .POST(HttpRequest.BodyPublishers.ofString("x".repeat(300_000)))
                .header("Authorization", "Bearer abc")
                .build());
        var echo = new JsonObject(response.body());

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(header(response, "X-Part")).isEqualTo("signaling");
        assertThat(echo.getInteger("bodyLength")).isEqualTo(300_000);
        assertThat(echo.getJsonObject("headers").getString("authorization")).isEqualTo("Bearer abc");
    }

    @Test
    void tellsThePartWhoAsksWhateverTheClientClaims() throws Exception {
        var response = send(request("/api/chat/session")
                .header("X-Forwarded-For", "8.8.8.8")
                .header("X-Forwarded-Host", "evil.example")
                .header("Forwarded", "for=8.8.8.8")
                .build());
        var headers = new JsonObject(response.body()).getJsonObject("headers");

        assertThat(headers.getString("host")).isEqualTo("localhost:" + port.number());
        assertThat(headers.getString("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(headers.getString("x-forwarded-host")).isEqualTo("localhost:" + port.number());
        assertThat(headers.getString("x-forwarded-proto")).isEqualTo("http");
        assertThat(headers.containsKey("forwarded")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/chat/../../q/metrics", "/api/chat/%2e%2e/x", "/api/chat//x"})
    void refusesAPathThatAPartCouldReadAsAnother(String path) throws Exception {
        var answer = RawHttp.send(
                port.number(), "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400");
    }

    @Test
    void saysWhichPartIsAway() throws Exception {
        var response = send(request("/v1/realtime/calls")
                .POST(HttpRequest.BodyPublishers.ofString("v=0"))
                .build());

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
        var problem = new JsonObject(response.body());
        assertThat(problem.getString("code")).isEqualTo("unavailable");
        assertThat(problem.getString("detail")).contains("webrtc-door");
    }

    @Test
    void saysWhenAPartBreaksOff() throws Exception {
        var response = get("/api/chat/break");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(new JsonObject(response.body()).getString("code")).isEqualTo("bad_gateway");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/api/chatter", "/v1/models", "/assets/", "/assets/gone.js"})
    void hasNothingElse(String path) throws Exception {
        var response = get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(new JsonObject(response.body()).getString("code")).isEqualTo("not_found");
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, 421",
        "localhost, 200",
        "127.0.0.1:8080, 200",
        "sub.localhost, 200",
        "parley.example, 200"
    })
    void isServedUnderItsOwnNamesOnly(String host, int status) throws Exception {
        var answer = RawHttp.send(port.number(), "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port.number() + path));
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}

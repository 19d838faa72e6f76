package dev.parley.signaling.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.signaling.testing.BadInput;
import dev.parley.signaling.testing.BadInput.Row;
import dev.parley.signaling.testing.ErrorLines;
import dev.parley.signaling.testing.RawSocket;
import dev.parley.signaling.testing.SocketClient;
import dev.parley.signaling.testing.StreamClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of docs/protocol/bad-input: the documented answer, no stack trace, no error in the log, nobody else notices. */
@QuarkusTest
class BadInputTest {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource("/")
    URI server;

    @Inject
    MeterRegistry meters;

    private final ErrorLines errors = new ErrorLines();
    private SocketClient bystander;

    static Stream<Row> chat() {
        return BadInput.of("chat");
    }

    static Stream<Row> rooms() {
        return BadInput.of("rooms");
    }

    static Stream<Row> rest() {
        return BadInput.of("rest");
    }

    @BeforeEach
    void somebodyElseChats() {
        bystander = SocketClient.hello(server.resolve("/ws/chat"), "Bystander");
    }

    @AfterEach
    void somebodyElseIsUndisturbedAndNothingIsKept() {
        String id = UUID.randomUUID().toString();
        bystander.send("say", "id", id, "text", "undisturbed");
        bystander.await("said");
        bystander.close();
        assertThat(errors.lines()).isEmpty();
        errors.close();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> gauge("parley.sockets") == 0 && gauge("parley.outbox.bytes") == 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chat")
    void chat(Row row) throws IOException {
        socket("/ws/chat", row);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rooms")
    void rooms(Row row) throws IOException {
        socket("/ws/rooms", row);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rest")
    void rest(Row row) throws IOException, InterruptedException {
        String[] request = row.members().path("request").asText().split(" ", 2);
        byte[] body = row.members().has("send") ? row.frames().get(0).payload() : new byte[0];
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        URI.create(server.resolve("/").toString() + request[1].substring(1)))
                .method(request[0], HttpRequest.BodyPublishers.ofByteArray(body));
        row.members()
                .path("headers")
                .fields()
                .forEachRemaining(header -> builder.header(
                        header.getKey(), header.getValue().asText().replace("TOKEN", token(header.getValue()))));
        HttpResponse<String> response = HTTP.send(builder.build(), HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(row.expect().path("status").asInt());
        assertThat(response.body()).doesNotContain("Exception", "\tat ");
        if (row.expect().has("code")) {
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(response.body())
                    .contains("\"code\":\"" + row.expect().path("code").asText() + '"');
        }
    }

    @Test
    void behindTlsTheForwardedSchemeCounts() {
        try (SocketClient client = SocketClient.connect(
                server.resolve("/ws/chat"),
                "Origin",
                "https://parley.example",
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-Host",
                "parley.example")) {
            client.send("hello").await("welcome");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws/chat", "/ws/rooms"})
    void theOwnOriginPasses(String path) {
        String own = "http://" + server.getHost() + ":" + server.getPort();
        try (SocketClient client = SocketClient.connect(server.resolve(path), "Origin", own)) {
            client.send("hello").await("welcome");
        }
    }

    @Test
    void aNameMayHaveAsManyCharactersAsItMayWhateverTheirBytes() {
        try (SocketClient client = SocketClient.connect(server.resolve("/ws/chat"))) {
            client.send("hello", "name", " 👋" + "y".repeat(63) + " ");
            assertThat(client.await("welcome").path("name").asText()).startsWith("👋y");
        }
    }

    private void socket(String path, Row row) throws IOException {
        URI door = server.resolve(path);
        if (row.before().equals("connection")) {
            try (RawSocket connection = RawSocket.connect(door)) {
                row.frames().forEach(frame -> connection.write(frame.payload()));
                assertThat(connection.awaitStatus())
                        .isEqualTo(row.expect().path("status").asInt());
            }
        } else if (row.expect().has("status")) {
            try (RawSocket connection = RawSocket.connect(door)) {
                int status = connection.upgrade(
                        path, "Origin", row.members().path("origin").asText());
                assertThat(status).isEqualTo(row.expect().path("status").asInt());
            }
        } else {
            try (RawSocket client = RawSocket.open(door, true)) {
                if (row.before().equals("hello")) {
                    client.text("{\"type\":\"hello\",\"name\":\"Bad\"}").await(is("type", "welcome"), "welcome");
                }
                row.frames().forEach(frame -> client.send(frame.opcode(), frame.payload(), frame.fragments()));
                assertAnswer(client, row.expect());
            }
        }
    }

    private static void assertAnswer(RawSocket client, JsonNode expect) {
        if (expect.has("type")) {
            String type = expect.path("type").asText();
            client.await(is("type", type), type);
        }
        if (expect.has("error")) {
            String code = expect.path("error").asText();
            JsonNode error = client.await(is("type", "error").and(is("code", code)), "the error " + code);
            assertThat(error.path("message").asText()).isNotBlank().doesNotContain("Exception", "\tat ", "dev.parley");
            if (expect.has("ref")) {
                assertThat(error.path("ref")).isEqualTo(expect.path("ref"));
            }
        }
        if (expect.has("close")) {
            assertThat(expect.path("close")).extracting(JsonNode::asInt).contains(client.awaitClose());
        } else {
            client.text("{\"type\":\"unknown\",\"id\":\"still there\"}").await(is("ref", "still there"), "service");
        }
    }

    private static Predicate<JsonNode> is(String member, String value) {
        return message -> message.path(member).asText().equals(value);
    }

    private String token(JsonNode header) {
        return header.asText().contains("TOKEN")
                ? StreamClient.session(server, "name", "Bad").resume()
                : "";
    }

    private double gauge(String name) {
        return meters.get(name).gauges().stream()
                .mapToDouble(gauge -> gauge.value())
                .sum();
    }
}

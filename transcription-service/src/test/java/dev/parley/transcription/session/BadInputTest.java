package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.transcription.testing.LogCapture;
import dev.parley.transcription.testing.SocketClient;
import dev.parley.transcription.testing.StandInUpstream;
import dev.parley.transcription.testing.WithStandIn;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes through the door gets the answer that the table says, and nobody else notices. Where the socket stays open, a turn
 * is transcribed afterwards.
 */
@QuarkusTest
@WithTestResource(WithStandIn.class)
class BadInputTest {

    private static final Path TABLE = Path.of("../docs/protocol/bad-input/transcription.json");
    private static final String COMPLETED = "conversation.item.input_audio_transcription.completed";
    private static final int CUT = 1006;

    @TestHTTPResource("/ws/transcription")
    URI http;

    StandInUpstream upstream;

    /** A row of the table. */
    private record Row(JsonNode row) {
        @Override
        public String toString() {
            return row.path("name").asText();
        }
    }

    static Stream<Row> rows() throws Exception {
        return StreamSupport.stream(new ObjectMapper().readTree(TABLE.toFile()).spliterator(), false)
                .map(Row::new);
    }

    @BeforeEach
    void reset() {
        upstream.reset();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void gets_its_answer(Row row) {
        JsonNode expected = row.row.path("expect");
        try (LogCapture log = LogCapture.ofWarnings();
                SocketClient bystander = new SocketClient(address(""))) {
            bystander.await("parley.ready");
            if (expected.has("status")) {
                assertThatThrownBy(() -> open(row))
                        .rootCause()
                        .hasMessageContaining(expected.path("status").asText());
            } else {
                try (SocketClient client = open(row)) {
                    row.row.path("send").forEach(frame -> send(client, frame));
                    expect(client, expected);
                }
            }
            transcribes(bystander);
            assertThat(log.errors()).isEmpty();
            assertThat(log.warnings()).noneMatch(line -> line.contains("\tat "));
        }
    }

    private URI address(String query) {
        return URI.create("ws" + http.toString().substring(4) + query);
    }

    private SocketClient open(Row row) {
        Map<String, String> headers = new HashMap<>();
        row.row
                .path("headers")
                .fields()
                .forEachRemaining(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return new SocketClient(address(row.row.path("query").asText("")), headers);
    }

    private static void send(SocketClient client, JsonNode frame) {
        for (int time = 0; time < frame.path("times").asInt(1); time++) {
            if (frame.has("binary")) {
                client.binaryIfOpen(new byte[frame.path("binary").asInt()]);
            } else if (frame.has("binary_text")) {
                client.binaryIfOpen(frame.path("binary_text").asText().getBytes(StandardCharsets.UTF_8));
            } else if (frame.has("fragments")) {
                client.fragments(text(frame), frame.path("fragments").asInt());
            } else {
                client.textIfOpen(text(frame));
            }
        }
    }

    /** A text as it is, or {@code [head, unit, times, tail]}. */
    private static String text(JsonNode frame) {
        JsonNode text = frame.path("text");
        return text.isTextual()
                ? text.textValue()
                : text.path(0).asText()
                        + text.path(1).asText().repeat(text.path(2).asInt())
                        + text.path(3).asText();
    }

    private static void expect(SocketClient client, JsonNode expected) {
        if (expected.has("error")) {
            JsonNode error = client.await("error").path("error");
            assertThat(error.path("code").asText())
                    .isEqualTo(expected.path("error").asText());
            assertThat(error.path("param").asText(null))
                    .isEqualTo(expected.path("param").asText(null));
            assertThat(error.path("message").asText()).isNotEmpty();
        }
        if (expected.has("close") || expected.has("cut")) {
            assertThat(client.awaitClose()).isEqualTo(expected.path("close").asInt(CUT));
        } else {
            transcribes(client);
        }
        List<String> allowed = new ArrayList<>();
        expected.path("errors").forEach(code -> allowed.add(code.asText()));
        if (!allowed.isEmpty()) {
            assertThat(client.errorCodes()).contains(allowed.get(allowed.size() - 1));
        }
        if (expected.has("error")) {
            allowed.add(expected.path("error").asText());
        }
        assertThat(client.errorCodes()).isSubsetOf(allowed);
    }

    private static void transcribes(SocketClient client) {
        client.audio(4800);
        client.text("{\"type\":\"input_audio_buffer.commit\"}");
        client.await(COMPLETED);
    }
}

package dev.parley.offline.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.offline.engine.SpeechEngine;
import dev.parley.offline.protocol.ProtocolJson;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of this door in docs/protocol/bad-input: the documented answer, no error in the log, and the session goes on, as do others. */
@QuarkusTest
class BadInputTest {

    private static final Path TABLE = Path.of("..", "docs", "protocol", "bad-input", "offline-realtime.json");

    @TestHTTPResource("/v1/realtime?intent=transcription")
    URI uri;

    @Inject
    SpeechEngine engine;

    private final ErrorLines errors = new ErrorLines();
    private RealtimeClient bystander;

    /** One row; shown by its name. */
    record Row(String name, List<JsonNode> send, JsonNode expect) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> rows() throws IOException {
        return StreamSupport.stream(
                        ProtocolJson.read(Files.readString(TABLE)).path("rows").spliterator(), false)
                .map(row -> new Row(
                        row.path("name").textValue(),
                        StreamSupport.stream(row.path("send").spliterator(), false)
                                .toList(),
                        row.path("expect")));
    }

    @BeforeEach
    void somebodyElseIsThere() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> engine.transcriber()
                .isPresent());
        bystander = RealtimeClient.withBearer(uri, "offline");
        bystander.next("session.created");
    }

    @AfterEach
    void somebodyElseIsUndisturbed() {
        isServed(bystander);
        bystander.close();
        errors.close();
        assertThat(errors.lines).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void isAnsweredAsDocumented(Row row) {
        RealtimeClient client = RealtimeClient.withBearer(uri, "offline");
        client.next("session.created");

        row.send().forEach(frame -> send(client, frame));

        for (int i = 0; i < row.expect().path("times").asInt(1); i++) {
            JsonNode error = client.nextError();
            assertThat(error.path("code")).isEqualTo(row.expect().path("error"));
            if (row.expect().has("param")) {
                assertThat(error.path("param")).isEqualTo(row.expect().path("param"));
            }
            assertThat(error.path("message").textValue())
                    .doesNotContain("Exception")
                    .hasSizeLessThan(1_000);
        }
        isServed(client);
        client.close();
    }

    private static void isServed(RealtimeClient client) {
        client.send("{\"type\":\"input_audio_buffer.clear\"}");
        client.next("input_audio_buffer.cleared");
    }

    private static void send(RealtimeClient client, JsonNode frame) {
        if (frame.has("binary")) {
            client.sendBinary(Base64.getDecoder().decode(frame.path("binary").textValue()));
            return;
        }
        String text = (frame.isTextual() ? frame : frame.path("text")).textValue();
        String filling =
                frame.path("fill").asText().repeat(frame.path("fill_times").asInt());
        String whole = text.repeat(frame.path("times_in_frame").asInt(1)).replace("…", filling);
        for (int i = 0; i < frame.path("times").asInt(1); i++) {
            client.send(whole, frame.path("fragments").asInt(1));
        }
    }

    /** What is logged at ERROR while it is open. */
    private static final class ErrorLines extends Handler {

        private final List<String> lines = new CopyOnWriteArrayList<>();

        ErrorLines() {
            Logger.getLogger("").addHandler(this);
        }

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
                lines.add(record.getLoggerName() + ": " + record.getMessage() + " " + record.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            Logger.getLogger("").removeHandler(this);
        }
    }
}

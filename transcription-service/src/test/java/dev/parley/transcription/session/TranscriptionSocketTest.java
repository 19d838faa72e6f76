package dev.parley.transcription.session;

import static dev.parley.transcription.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.transcription.testing.SocketClient;
import dev.parley.transcription.testing.StandInSession;
import dev.parley.transcription.testing.StandInUpstream;
import dev.parley.transcription.testing.StandInUpstream.Mood;
import dev.parley.transcription.testing.WithStandIn;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(WithStandIn.class)
class TranscriptionSocketTest {

    private static final String COMMIT = "{\"type\":\"input_audio_buffer.commit\"}";
    private static final String STOP = "{\"type\":\"parley.stop\"}";
    private static final String COMPLETED = "conversation.item.input_audio_transcription.completed";

    @TestHTTPResource("/ws/transcription")
    URI http;

    @Inject
    MeterRegistry registry;

    StandInUpstream upstream;

    @BeforeEach
    void reset() {
        upstream.reset();
    }

    private SocketClient client() {
        return client("");
    }

    private SocketClient client(String query) {
        return new SocketClient(URI.create("ws" + http.toString().substring(4) + query));
    }

    private StandInSession upstreamSession() {
        await().until(() -> !upstream.sessions().isEmpty());
        return upstream.sessions().get(0);
    }

    private double sessions() {
        return registry.get("parley.transcription.sessions").gauge().value();
    }

    @Test
    void audio_goes_up_and_text_comes_down() {
        try (SocketClient browser = client("?language=de")) {
            JsonNode ready = browser.await("parley.ready");
            assertThat(ready.path("buffer_millis").asInt()).isEqualTo(5000);
            assertThat(ready.path("session_limit_seconds").asInt()).isEqualTo(14_400);
            browser.audio(9600);
            browser.await("conversation.item.input_audio_transcription.delta");
            browser.text(COMMIT);
            assertThat(browser.await(COMPLETED).path("transcript").asText()).isEqualTo("9600 bytes");
            browser.text(STOP);
            assertThat(browser.await("parley.closing").path("reason").asText()).isEqualTo("stopped");
            assertThat(browser.awaitClose()).isEqualTo(1000);
        }
        StandInSession session = upstreamSession();
        await().until(session::isGone);
        await().until(() -> sessions() == 0);
        assertThat(session.query()).isEqualTo("intent=transcription");
        assertThat(session.hasHeader("OpenAI-Beta")).isFalse();
        assertThat(session.hasHeader("Origin")).isFalse();
        assertThat(session.received().get(0).encode()).contains("\"language\":\"de\"");
        assertThat(upstream.credentials()).containsOnly("Bearer " + WithStandIn.MARKED_KEY);
    }

    @Test
    void takes_base64_too() {
        try (SocketClient browser = client()) {
            browser.text("{\"type\":\"input_audio_buffer.append\",\"audio\":\""
                    + Base64.getEncoder().encodeToString(new byte[4800]) + "\"}");
            browser.text(STOP);
            assertThat(browser.await(COMPLETED).path("transcript").asText()).isEqualTo("4800 bytes");
            assertThat(browser.awaitClose()).isEqualTo(1000);
        }
    }

    @Test
    void keeps_turns_apart_and_in_order() {
        try (SocketClient browser = client()) {
            for (int turn = 1; turn <= 3; turn++) {
                browser.audio(4800 * turn);
                browser.text(COMMIT);
            }
            for (int turn = 1; turn <= 3; turn++) {
                JsonNode completed = browser.await(COMPLETED);
                assertThat(completed.path("item_id").asText()).isEqualTo("item_" + (turn - 1));
                assertThat(completed.path("transcript").asText()).isEqualTo(4800 * turn + " bytes");
            }
        }
    }

    @Test
    void stop_gives_the_last_turn_its_text() {
        try (SocketClient browser = client()) {
            browser.audio(48_000);
            browser.text(STOP);
            assertThat(browser.awaitClose()).isEqualTo(1000);
            assertThat(browser.await(COMPLETED).path("transcript").asText()).isEqualTo("48000 bytes");
            assertThat(browser.await("parley.closing").path("reason").asText()).isEqualTo("stopped");
        }
    }

    @Test
    void stop_does_not_wait_for_ever() {
        upstream.next(Mood.WITHOUT_RESULTS);
        try (SocketClient browser = client()) {
            browser.audio(48_000);
            browser.text(STOP);
            assertThat(browser.awaitClose()).isEqualTo(1000);
            assertThat(browser.all()).noneMatch(event -> event.contains(COMPLETED));
        }
    }

    @Test
    void says_nothing_of_instructions() {
        try (SocketClient browser = client()) {
            browser.await("session.created");
            browser.await("parley.ready");
            browser.assertNeverSaid("instructions");
        }
    }

    @Test
    void closes_the_upstream_when_the_browser_leaves() {
        try (SocketClient browser = client()) {
            browser.await("parley.ready");
            browser.leave();
        }
        await().until(() -> upstreamSession().isGone());
        await().until(() -> sessions() == 0);
    }

    @Test
    void closes_the_upstream_when_the_browser_is_cut_off() {
        try (SocketClient browser = client()) {
            browser.await("parley.ready");
        }
        await().until(() -> upstreamSession().isGone());
        await().until(() -> sessions() == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "KEY_REFUSED, upstream_unauthorized, 4513",
        "CONFIGURATION_REFUSED, upstream_rejected, 4513",
    })
    void tells_a_failing_upstream_once_and_closes(Mood mood, String code, int closeCode) {
        upstream.next(mood);
        try (SocketClient browser = client()) {
            assertThat(browser.await("error").at("/error/code").asText()).isEqualTo(code);
            JsonNode closing = browser.await("parley.closing");
            assertThat(closing.path("reason").asText()).isEqualTo(code);
            assertThat(closing.path("code").asInt()).isEqualTo(closeCode);
            assertThat(browser.awaitClose()).isEqualTo(closeCode);
            assertThat(browser.all().stream().filter(event -> event.contains("\"error\"")))
                    .hasSize(1);
            browser.assertNeverSaid(WithStandIn.MARKED_KEY);
        }
        await().until(() -> sessions() == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "1001, upstream_closed, 4013",
        "1011, upstream_closed, 4013",
        "1013, upstream_busy, 4013",
        "3000, upstream_unauthorized, 4513",
        "4000, upstream_rejected, 4513",
    })
    void tells_that_the_upstream_has_gone(int theirs, String code, int ours) {
        try (SocketClient browser = client()) {
            browser.await("parley.ready");
            upstreamSession().close(theirs, "reason with " + WithStandIn.MARKED_KEY);
            assertThat(browser.await("error").at("/error/code").asText()).isEqualTo(code);
            assertThat(browser.awaitClose()).isEqualTo(ours);
            browser.assertNeverSaid(WithStandIn.MARKED_KEY);
        }
    }

    @Test
    void goes_on_after_an_error_of_the_upstream() {
        try (SocketClient browser = client()) {
            browser.await("parley.ready");
            upstreamSession().reportError("odd", "quoting " + WithStandIn.MARKED_KEY);
            assertThat(browser.await("error").at("/error/code").asText()).isEqualTo("upstream_error");
            browser.audio(4800);
            browser.text(COMMIT);
            browser.await(COMPLETED);
            browser.assertNeverSaid(WithStandIn.MARKED_KEY);
        }
    }

    @Test
    void tells_turns_that_fail() {
        upstream.next(Mood.FAILING_TURNS);
        try (SocketClient browser = client()) {
            browser.audio(4800);
            browser.text(STOP);
            assertThat(browser.awaitClose()).isEqualTo(1000);
            assertThat(browser.await("conversation.item.input_audio_transcription.failed")
                            .at("/error/code")
                            .asText())
                    .isEqualTo("transcription_failed");
            browser.assertNeverSaid(WithStandIn.MARKED_KEY);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "no json                                                 | invalid_json",
                "{\"type\":\"response.create\"}                          | invalid_value",
                "{\"type\":\"input_audio_buffer.append\",\"audio\":\"AA==\"} | invalid_audio",
                "{\"type\":\"session.update\",\"session\":{\"include\":[]}}  | unknown_parameter",
            })
    void stays_open_after_a_bad_message(String message, String code) {
        try (SocketClient browser = client()) {
            browser.await("parley.ready");
            browser.text(message);
            assertThat(browser.await("error").at("/error/code").asText()).isEqualTo(code);
            browser.audio(3);
            assertThat(browser.await("error").at("/error/code").asText()).isEqualTo("invalid_audio");
            browser.audio(4800);
            browser.text(COMMIT);
            browser.await(COMPLETED);
        }
    }

    @Test
    void refuses_a_language_that_is_not_offered() {
        try (SocketClient browser = client("?language=xx")) {
            assertThat(browser.await("error").at("/error/code").asText()).isEqualTo("invalid_value");
            assertThat(browser.awaitClose()).isEqualTo(4501);
        }
        assertThat(upstream.sessions()).isEmpty();
    }

    @Test
    void refuses_a_page_of_another_origin() {
        URI uri = URI.create("ws" + http.toString().substring(4));
        assertThatThrownBy(() -> new SocketClient(uri, Map.of("Origin", "https://elsewhere.example")))
                .isInstanceOf(CompletionException.class)
                .rootCause()
                .hasMessageContaining("403");
        try (SocketClient sameOrigin =
                new SocketClient(uri, Map.of("Origin", "http://" + http.getHost() + ":" + http.getPort()))) {
            sameOrigin.await("parley.ready");
        }
    }

    @Test
    void asks_for_a_pause_while_the_upstream_does_not_read() {
        upstream.next(Mood.DEAF);
        try (SocketClient browser = client()) {
            browser.await("parley.ready");
            int sent = 0;
            while (flows(browser) == 0) {
                browser.audio(48_000);
                sent += 48_000;
                // The answer to this comes behind the pause, if there is one.
                browser.text("{\"type\":\"nonsense\"}");
                browser.await("error");
            }
            upstreamSession().listen();
            int expected = sent;
            await().until(() -> upstreamSession().audioBytes() == expected);
            await().until(() -> flows(browser) == 2);
            assertThat(browser.all().stream().filter(event -> event.contains("parley.flow")))
                    .containsExactly(
                            "{\"type\":\"parley.flow\",\"paused\":true}",
                            "{\"type\":\"parley.flow\",\"paused\":false}");
            browser.assertNeverSaid("parley.dropped");
        }
    }

    private static long flows(SocketClient browser) {
        return browser.all().stream()
                .filter(event -> event.contains("parley.flow"))
                .count();
    }

    @Test
    void reads_the_upstream_no_faster_than_the_browser_reads() {
        int messages = 4000;
        String padding = "x".repeat(8192);
        double pausesBefore = pauses();
        try (SocketClient browser = client()) {
            browser.await("parley.ready");
            browser.stopReading();
            StandInSession session = upstreamSession();
            for (int i = 0; i < messages; i++) {
                session.send("{\"type\":\"conversation.item.input_audio_transcription.delta\",\"n\":" + i
                        + ",\"delta\":\"" + padding + "\"}");
            }
            await().until(() -> pauses() > pausesBefore);
            browser.readOn();
            for (int i = 0; i < messages; i++) {
                assertThat(browser.await("conversation.item.input_audio_transcription.delta")
                                .path("n")
                                .asInt())
                        .isEqualTo(i);
            }
        }
    }

    private double pauses() {
        return registry.counter("parley.transcription.pauses", "side", "upstream")
                .count();
    }
}

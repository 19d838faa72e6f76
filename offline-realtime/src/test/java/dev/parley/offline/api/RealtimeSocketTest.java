package dev.parley.offline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.offline.clips.Clip;
import dev.parley.offline.clips.WordErrors;
import dev.parley.offline.engine.SpeechEngine;
import dev.parley.offline.key.EphemeralKeys;
import dev.parley.offline.protocol.InvalidRequestException;
import dev.parley.offline.session.SessionConfig;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RealtimeSocketTest {

    private static final String TRANSCRIPTION = "conversation.item.input_audio_transcription.";
    private static final String WHISPER = "{\"transcription\":{\"model\":\"whisper-1\",\"language\":\"en\"}}";

    @TestHTTPResource("/v1/realtime")
    URI uri;

    @Inject
    SpeechEngine engine;

    @ConfigProperty(name = "parley.offline.key-secret")
    String keySecret;

    @BeforeEach
    void awaitEngine() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> engine.transcriber()
                .isPresent());
    }

    @Test
    void aSessionOfAStandardKeyStartsUnconfigured() {
        try (RealtimeClient client = standard()) {
            JsonNode session = client.next("session.created").path("session");

            assertThat(session.path("id").textValue()).matches("sess_[A-Za-z0-9]{21}");
            assertThat(session.path("type").textValue()).isEqualTo("transcription");
            assertThat(session.path("expires_at").longValue())
                    .isCloseTo(Instant.now().plusSeconds(3_600).getEpochSecond(), within(30L));
            JsonNode input = session.path("audio").path("input");
            assertThat(input.has("transcription")).isFalse();
            assertThat(input.path("turn_detection")).hasToString("""
                            {"type":"server_vad","threshold":0.5,"prefix_padding_ms":300,"silence_duration_ms":200}""");
        }
    }

    @Test
    void aSessionOfAnEphemeralKeyStartsConfiguredAndTheKeyHoldsForMany() {
        String key = Secrets.keyFor(Secrets.LIVE);
        try (RealtimeClient header = RealtimeClient.withBearer(uri, key);
                RealtimeClient browser =
                        RealtimeClient.withSubprotocols(uri, "realtime", "openai-insecure-api-key." + key)) {
            for (RealtimeClient client : List.of(header, browser)) {
                JsonNode input = client.next("session.created")
                        .path("session")
                        .path("audio")
                        .path("input");
                assertThat(input.path("transcription").path("model").textValue())
                        .isEqualTo("gpt-realtime-whisper");
                assertThat(input.path("turn_detection").isNull()).isTrue();
            }
            assertThat(browser.subprotocol()).isEqualTo("realtime");
        }
    }

    @Test
    void aLiveModelCompletesATurnOnCommitOnly() {
        try (RealtimeClient client = RealtimeClient.withBearer(uri, Secrets.keyFor(Secrets.LIVE))) {
            client.next("session.created");
            client.speak(Clip.DASHWOOD.pcm16());
            client.commit();
            List<JsonNode> first = client.nextUntil(TRANSCRIPTION + "completed");
            client.speak(Clip.SELFISH.pcm16());
            client.commit();
            List<JsonNode> second = client.nextUntil(TRANSCRIPTION + "completed");

            String item = assertTurn(first, Clip.DASHWOOD, null);
            assertTurn(second, Clip.SELFISH, item);
            assertThat(last(first).path("usage").path("type").textValue()).isEqualTo("duration");
            assertThat(last(first).path("usage").path("seconds").doubleValue()).isBetween(6.9, 7.3);
        }
    }

    @Test
    void aLiveModelTellsWordsWhileTheSpeakerSpeaks() {
        try (RealtimeClient client = RealtimeClient.withBearer(uri, Secrets.keyFor(Secrets.LIVE))) {
            client.next("session.created");
            // Kennedy pauses: what is ahead of the pause is told without a commit, however fast the audio comes.
            client.speak(Clip.KENNEDY.pcm16());
            JsonNode delta = client.next(TRANSCRIPTION + "delta");
            client.commit();
            List<JsonNode> rest = client.nextUntil(TRANSCRIPTION + "completed");

            assertThat(delta.path("delta").textValue()).startsWith("And so my fellow");
            assertThat(last(rest).path("item_id")).isEqualTo(delta.path("item_id"));
            String text = delta.path("delta").textValue() + text(rest);
            assertThat(text).isEqualTo(last(rest).path("transcript").textValue());
        }
    }

    @Test
    void withTurnDetectionTheServerCommits() {
        try (RealtimeClient client = standard()) {
            client.next("session.created");
            client.configure("{\"transcription\":{\"model\":\"gpt-4o-transcribe\"},\"turn_detection\":"
                    + "{\"type\":\"server_vad\",\"silence_duration_ms\":600}}");
            client.speak(Clip.join(Clip.SELFISH.pcm16(), Clip.silence(1_500)));
            List<JsonNode> events = client.nextUntil(TRANSCRIPTION + "completed");

            assertThat(types(events))
                    .containsExactly(
                            "input_audio_buffer.speech_started",
                            "input_audio_buffer.speech_stopped",
                            "input_audio_buffer.committed",
                            "conversation.item.added",
                            "conversation.item.done",
                            TRANSCRIPTION + "delta",
                            TRANSCRIPTION + "completed");
            assertThat(events.stream().map(RealtimeSocketTest::itemId).distinct())
                    .hasSize(1);
            assertThat(events.get(0).path("audio_start_ms").longValue()).isLessThan(1_000);
            assertThat(events.get(1).path("audio_end_ms").longValue()).isBetween(4_500L, 6_000L);
            assertThat(last(events).path("usage").path("type").textValue()).isEqualTo("tokens");
            assertThat(last(events).path("usage").path("output_tokens").intValue())
                    .isPositive();
        }
    }

    @Test
    void aClientMayCommitAheadOfTheServer() {
        try (RealtimeClient client = standard()) {
            client.next("session.created");
            client.configure("{\"transcription\":{\"model\":\"whisper-1\"},\"turn_detection\":"
                    + "{\"type\":\"server_vad\",\"silence_duration_ms\":3000}}");
            client.speak(Clip.SELFISH.pcm16());
            client.commit();
            List<JsonNode> events = client.nextUntil(TRANSCRIPTION + "completed");

            assertThat(types(events))
                    .containsExactly(
                            "input_audio_buffer.speech_started",
                            "input_audio_buffer.committed",
                            "conversation.item.added",
                            "conversation.item.done",
                            TRANSCRIPTION + "delta",
                            TRANSCRIPTION + "completed");
        }
    }

    @Test
    void withoutAModelAudioIsCommittedButNotTranscribed() {
        try (RealtimeClient client = standard()) {
            client.next("session.created");
            client.configure("{\"turn_detection\":null}");
            client.append(Clip.silence(200));
            client.commit();
            client.nextUntil("conversation.item.done");
            client.commit();

            assertThat(client.nextError().path("code").textValue()).isEqualTo("input_audio_buffer_commit_empty");
        }
    }

    @Test
    void anUpdateIsDoneAsAWholeOrNotAtAll() {
        try (RealtimeClient client = standard()) {
            client.next("session.created");
            JsonNode before = client.configure(WHISPER);
            client.send(
                    "{\"type\":\"session.update\",\"event_id\":\"mine\",\"session\":{\"type\":\"transcription\",\"audio\":"
                            + "{\"input\":{\"noise_reduction\":{\"type\":\"near_field\"},\"format\":{\"type\":\"audio/pcm\",\"rate\":16000}}}}}");
            JsonNode error = client.nextError();
            JsonNode after = client.configure("{}");

            assertThat(error.path("code").textValue()).isEqualTo("integer_below_min_value");
            assertThat(error.path("param").textValue()).isEqualTo("session.audio.input.format.rate");
            assertThat(error.path("event_id").textValue()).isEqualTo("mine");
            assertThat(after).isEqualTo(before);
        }
    }

    @Test
    void anotherLanguageIsRefusedAndTheSessionGoesOn() {
        try (RealtimeClient client = standard()) {
            client.next("session.created");
            client.send("{\"type\":\"session.update\",\"session\":{\"type\":\"transcription\",\"audio\":"
                    + "{\"input\":{\"transcription\":{\"model\":\"whisper-1\",\"language\":\"de\"}}}}}");
            assertThat(client.nextError().path("message").textValue()).contains("English only");

            client.configure(WHISPER);
        }
    }

    @Test
    void badInputIsAnsweredAndTheSessionGoesOn() {
        try (RealtimeClient client = standard()) {
            client.next("session.created");
            client.send("not json");
            assertError(client.nextError(), "invalid_json", null, null);
            client.sendBinary(new byte[] {1, 2, 3});
            assertError(client.nextError(), "invalid_event", null, null);
            client.send("{\"type\":\"nope\",\"event_id\":\"mine\"}");
            assertError(client.nextError(), "invalid_value", "type", "mine");
            client.send("{\"type\":\"session.update\",\"session\":{\"type\":\"transcription\",\"bogus_field\":1}}");
            assertError(client.nextError(), "unknown_parameter", "session.bogus_field", null);
            client.append(new byte[3]);
            assertError(client.nextError(), "invalid_value", "audio", null);
            client.send("{\"type\":\"input_audio_buffer.commit\",\"event_id\":\"empty\"}");
            JsonNode tooSmall = client.nextError();
            assertError(tooSmall, "input_audio_buffer_commit_empty", null, "empty");
            assertThat(tooSmall.path("message").textValue())
                    .isEqualTo(
                            "Error committing input audio buffer: buffer too small. Expected at least 100ms of audio,"
                                    + " but buffer only has 0.00ms of audio.");
            client.send("{\"type\":\"input_audio_buffer.clear\"}");
            client.next("input_audio_buffer.cleared");
        }
    }

    @Test
    void anEventMayCarryFifteenMebibytesOfAudioAndNoMore() {
        try (RealtimeClient client = standard()) {
            client.next("session.created");
            client.configure("{\"turn_detection\":null}");
            client.append(new byte[15 * 1024 * 1024]);
            client.append(new byte[15 * 1024 * 1024 + 2]);

            assertError(client.nextError(), "string_above_max_length", "audio", null);
        }
    }

    @Test
    void itemsCanBeLookedUpAndRemoved() {
        try (RealtimeClient client = RealtimeClient.withBearer(uri, Secrets.keyFor(Secrets.LIVE))) {
            client.next("session.created");
            client.speak(Clip.SELFISH.pcm16());
            client.commit();
            JsonNode completed = last(client.nextUntil(TRANSCRIPTION + "completed"));
            String id = completed.path("item_id").textValue();

            client.send("{\"type\":\"conversation.item.retrieve\",\"item_id\":\"" + id + "\"}");
            JsonNode item = client.next("conversation.item.retrieved").path("item");
            assertThat(item.path("content").path(0).path("transcript")).isEqualTo(completed.path("transcript"));

            client.send("{\"type\":\"conversation.item.delete\",\"item_id\":\"" + id + "\"}");
            assertThat(client.next("conversation.item.deleted").path("item_id").textValue())
                    .isEqualTo(id);
            client.send("{\"type\":\"conversation.item.delete\",\"item_id\":\"" + id + "\"}");
            assertError(client.nextError(), "item_delete_invalid_item_id", "item_id", null);
            client.send("{\"type\":\"conversation.item.retrieve\",\"item_id\":\"" + id + "\"}");
            assertError(client.nextError(), "item_retrieve_invalid_item_id", "item_id", null);
        }
    }

    @Test
    void everyUpgradeSucceedsAndAWrongKeyIsToldOnTheSocket() {
        RealtimeClient wrong = RealtimeClient.withBearer(uri, "sk-wrong-and-secret");
        JsonNode error = wrong.nextError();

        assertError(error, "invalid_api_key", null, null);
        assertThat(error.path("message").textValue()).doesNotContain("sk-wrong-and-secret");
        assertThat(wrong.awaitClose()).isEqualTo("3000 invalid_request_error.invalid_api_key");

        RealtimeClient none = RealtimeClient.withHeaders(uri, Map.of());
        assertError(none.nextError(), null, null, null);
        assertThat(none.awaitClose()).isEqualTo("3000 invalid_request_error");
    }

    @Test
    void anExpiredKeyOpensNothing() throws InvalidRequestException {
        EphemeralKeys keys = new EphemeralKeys(keySecret.getBytes(StandardCharsets.UTF_8), Clock.systemUTC());
        String expired = keys.issue(SessionConfig.DEFAULT, Instant.now().minusSeconds(1));
        RealtimeClient client = RealtimeClient.withSubprotocols(uri, "realtime", "openai-insecure-api-key." + expired);

        assertThat(client.nextError().path("message").textValue()).contains("has expired");
        assertThat(client.awaitClose()).isEqualTo("3000 invalid_request_error.invalid_api_key");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, missing_model",
                "model=gpt-realtime, invalid_model",
                "model=whisper-1, invalid_model",
                "intent=transcription&model=whisper-1, invalid_model",
            })
    void aWrongUrlIsToldOnTheSocket(String query, String code) {
        RealtimeClient client =
                RealtimeClient.withBearer(URI.create(uri + (query == null ? "" : "?" + query)), "offline");

        assertError(client.nextError(), code, null, null);
        assertThat(client.awaitClose()).isEqualTo("4000 invalid_request_error." + code);
    }

    @Test
    void theBetaIsOver() {
        RealtimeClient client = RealtimeClient.withHeaders(
                URI.create(uri + "?intent=transcription"),
                Map.of("Authorization", "Bearer offline", "OpenAI-Beta", "realtime=v1"));

        assertError(client.nextError(), "beta_api_shape_disabled", null, null);
        assertThat(client.awaitClose()).isEqualTo("4000 invalid_request_error.beta_api_shape_disabled");
    }

    @Test
    void anotherSitesPageCannotConnect() {
        Map<String, String> headers = Map.of("Authorization", "Bearer offline", "Origin", "https://elsewhere.example");

        assertThatThrownBy(() -> RealtimeClient.withHeaders(uri, headers))
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .cause()
                .extracting(cause ->
                        ((WebSocketHandshakeException) cause).getResponse().statusCode())
                .isEqualTo(403);
    }

    private RealtimeClient standard() {
        return RealtimeClient.withBearer(URI.create(uri + "?intent=transcription"), "offline");
    }

    /** Checks a turn of a live model, and gives its item. */
    private static String assertTurn(List<JsonNode> events, Clip clip, String previous) {
        List<String> types = types(events);
        int committed = types.indexOf("input_audio_buffer.committed");
        assertThat(types.subList(0, committed)).allMatch((TRANSCRIPTION + "delta")::equals);
        assertThat(types.subList(committed, committed + 3))
                .containsExactly("input_audio_buffer.committed", "conversation.item.added", "conversation.item.done");
        assertThat(types.subList(committed + 3, types.size() - 1)).allMatch((TRANSCRIPTION + "delta")::equals);
        assertThat(events.get(committed).path("previous_item_id").textValue()).isEqualTo(previous);
        assertThat(events.stream().map(RealtimeSocketTest::itemId).distinct()).hasSize(1);
        String transcript = last(events).path("transcript").textValue();
        assertThat(text(events)).isEqualTo(transcript);
        assertThat(WordErrors.between(clip.words(), transcript).errors()).isLessThanOrEqualTo(1);
        return itemId(last(events));
    }

    private static void assertError(JsonNode error, String code, String param, String eventId) {
        assertThat(Arrays.asList(
                        error.path("type").textValue(),
                        error.path("code").textValue(),
                        error.path("param").textValue(),
                        error.path("event_id").textValue()))
                .as("%s", error)
                .containsExactly("invalid_request_error", code, param, eventId);
        assertThat(error.path("message").textValue()).isNotBlank();
    }

    private static String itemId(JsonNode event) {
        return event.has("item")
                ? event.path("item").path("id").textValue()
                : event.path("item_id").textValue();
    }

    private static String text(List<JsonNode> events) {
        return events.stream().map(event -> event.path("delta").asText("")).collect(Collectors.joining());
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.path("type").textValue()).toList();
    }

    private static JsonNode last(List<JsonNode> events) {
        return events.get(events.size() - 1);
    }
}

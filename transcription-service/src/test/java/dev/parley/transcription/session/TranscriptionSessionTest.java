package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.transcription.upstream.TranscriptionModel;
import dev.parley.transcription.upstream.UpstreamFailure;
import dev.parley.transcription.upstream.UpstreamKind;
import dev.parley.transcription.upstream.UpstreamTarget;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptionSessionTest {

    private static final int MILLIS_100 = 4800;
    private static final String COMMIT = "input_audio_buffer.commit";
    private static final String COMMITTED = "input_audio_buffer.committed";
    private static final String COMPLETED = "conversation.item.input_audio_transcription.completed";

    private final SimulatedTimers timers = new SimulatedTimers();
    private final FakeUpstream upstream = new FakeUpstream();
    private final FakeBrowser browser = new FakeBrowser();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private TranscriptionSession session = session("gpt-realtime-whisper");

    private TranscriptionSession session(String model) {
        UpstreamTarget target = new UpstreamTarget(
                UpstreamKind.OPENAI,
                URI.create("https://api.openai.com/v1"),
                Optional.empty(),
                "https://api.openai.com/v1",
                false,
                new TranscriptionModel(model),
                List.of("en", "de"));
        return new TranscriptionSession(TestTools.of(upstream, timers, registry), target, browser, "en");
    }

    private void streaming() {
        session.open();
        upstream.openAndConfigure();
    }

    private void speak(Duration audio) {
        for (long millis = 0; millis < audio.toMillis(); millis += 100) {
            session.audio(Buffer.buffer(new byte[MILLIS_100]));
        }
    }

    private double count(String name, String... tags) {
        return registry.get("parley.transcription." + name).tags(tags).counter().count();
    }

    // Beginning

    @Test
    void configures_the_upstream_and_keeps_the_first_words_until_it_is_ready() {
        session.open();
        speak(Duration.ofSeconds(1));
        assertThat(upstream.types()).isEmpty();

        upstream.open();
        speak(Duration.ofSeconds(1));
        assertThat(upstream.types()).containsExactly("session.update");
        assertThat(upstream.sent("session.update")
                        .get(0)
                        .getJsonObject("session")
                        .encode())
                .contains("\"language\":\"en\"", "\"turn_detection\":null");

        upstream.say("{\"type\":\"session.updated\",\"session\":{}}");
        assertThat(upstream.audioBytes()).isEqualTo(20 * MILLIS_100);
        assertThat(browser.types()).containsExactly("session.updated", "parley.ready");
    }

    @Test
    void tells_when_the_upstream_does_not_get_ready() {
        session.open();
        upstream.open();
        timers.advance(Duration.ofSeconds(12));
        assertThat(browser.types()).containsExactly("error", "parley.closing");
        assertThat(browser.lastErrorCode()).isEqualTo("upstream_timeout");
        assertThat(browser.ending).map(Ending::closeCode).contains(4013);
        assertThat(upstream.closed).isTrue();
    }

    @Test
    void is_ready_once() {
        streaming();
        upstream.say("{\"type\":\"session.updated\",\"session\":{}}");
        assertThat(browser.types()).containsOnlyOnce("parley.ready");
    }

    // Upwards

    @Test
    void asks_for_a_pause_while_the_upstream_is_full_and_goes_on_afterwards() {
        streaming();
        upstream.full = true;
        speak(Duration.ofSeconds(3));
        assertThat(browser.last("parley.flow").getBoolean("paused")).isTrue();
        upstream.drained();
        assertThat(browser.last("parley.flow").getBoolean("paused")).isFalse();
        assertThat(upstream.audioBytes()).isEqualTo(30 * MILLIS_100);
        assertThat(count("pauses", "side", "client")).isEqualTo(1);
    }

    @Test
    void drops_the_oldest_beyond_five_seconds_and_says_how_much() {
        streaming();
        upstream.full = true;
        speak(Duration.ofSeconds(7));
        timers.advance(Duration.ofSeconds(1));
        assertThat(browser.last("parley.dropped").getInteger("millis")).isEqualTo(2000);
        upstream.drained();
        assertThat(upstream.audioBytes()).isEqualTo(50 * MILLIS_100);
        assertThat(count("dropped.millis")).isEqualTo(2000);
    }

    @Test
    void closes_a_client_that_goes_on_for_thirty_seconds() {
        streaming();
        upstream.full = true;
        speak(Duration.ofSeconds(5));
        for (int second = 0; second < 30; second++) {
            speak(Duration.ofSeconds(1));
            timers.advance(Duration.ofSeconds(1));
            assertThat(browser.ending).isEmpty();
        }
        speak(Duration.ofMillis(100));
        assertThat(browser.ending).contains(Ending.OVERFLOW);
        assertThat(browser.lastErrorCode()).isEqualTo("overflow");
    }

    @Test
    void forgives_a_client_that_pauses_in_between() {
        streaming();
        upstream.full = true;
        speak(Duration.ofSeconds(5));
        for (int round = 0; round < 20; round++) {
            speak(Duration.ofSeconds(1));
            timers.advance(Duration.ofSeconds(3));
        }
        assertThat(browser.ending).isEmpty();
    }

    @Test
    void passes_append_events_on_as_audio() {
        streaming();
        session.text("{\"type\":\"input_audio_buffer.append\",\"audio\":\"AAABAP//AgD+/w==\"}");
        assertThat(upstream.sent("input_audio_buffer.append").get(0).getString("audio"))
                .isEqualTo("AAABAP//AgD+/w==");
    }

    @Test
    void keeps_the_ends_of_turns_in_their_place() {
        streaming();
        upstream.full = true;
        speak(Duration.ofMillis(200));
        session.text("{\"type\":\"input_audio_buffer.commit\",\"event_id\":\"mine\"}");
        speak(Duration.ofMillis(100));
        session.text("{\"type\":\"input_audio_buffer.clear\"}");
        upstream.drained();
        assertThat(upstream.types())
                .containsExactly(
                        "session.update",
                        "input_audio_buffer.append",
                        "input_audio_buffer.append",
                        COMMIT,
                        "input_audio_buffer.append",
                        "input_audio_buffer.clear");
        assertThat(upstream.sent(COMMIT).get(0).getString("event_id")).isEqualTo("mine");
    }

    @Test
    void bounds_the_ends_of_turns_that_wait() {
        session.open();
        for (int i = 0; i <= AudioBuffer.MAX_MARKS; i++) {
            session.text("{\"type\":\"input_audio_buffer.commit\"}");
        }
        assertThat(browser.lastErrorCode()).isEqualTo("rate_limited");
    }

    @ParameterizedTest
    @CsvSource({"1, invalid_audio", "4801, invalid_audio", "96002, too_large"})
    void refuses_frames_that_are_no_audio(int bytes, String code) {
        streaming();
        session.audio(Buffer.buffer(new byte[bytes]));
        assertThat(browser.lastErrorCode()).isEqualTo(code);
        assertThat(upstream.audioBytes()).isZero();
        assertThat(browser.ending).isEmpty();
    }

    @Test
    void refuses_text_that_is_too_large_unread() {
        streaming();
        session.text("{".repeat(TranscriptionSession.MAX_TEXT_CHARACTERS + 1));
        assertThat(browser.lastErrorCode()).isEqualTo("too_large");
    }

    // Turns

    @Test
    void commits_after_fifteen_seconds_that_nobody_committed() {
        streaming();
        speak(Duration.ofMillis(14_900));
        assertThat(upstream.types()).doesNotContain(COMMIT);
        speak(Duration.ofMillis(100));
        assertThat(upstream.sent(COMMIT)).hasSize(1);
        speak(Duration.ofSeconds(15));
        assertThat(upstream.sent(COMMIT)).hasSize(2);
        assertThat(count("commits", "reason", "length")).isEqualTo(2);
    }

    @Test
    void counts_from_the_clients_own_commit_on() {
        streaming();
        speak(Duration.ofSeconds(10));
        session.text("{\"type\":\"input_audio_buffer.commit\"}");
        speak(Duration.ofSeconds(10));
        assertThat(upstream.sent(COMMIT)).hasSize(1);
    }

    @Test
    void leaves_turns_to_a_model_that_detects_them() {
        session = session("gpt-4o-transcribe");
        streaming();
        speak(Duration.ofSeconds(40));
        assertThat(upstream.types()).doesNotContain(COMMIT);
    }

    @Test
    void measures_from_commit_to_text() {
        streaming();
        speak(Duration.ofSeconds(1));
        session.text("{\"type\":\"input_audio_buffer.commit\"}");
        timers.advance(Duration.ofMillis(100));
        upstream.say(COMMITTED, "item_1");
        timers.advance(Duration.ofMillis(300));
        upstream.say(COMPLETED, "item_1");
        assertThat(registry.get("parley.transcription.completion").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(400);
    }

    // Language

    @Test
    void changes_the_language_and_nothing_else() {
        streaming();
        session.text(
                "{\"type\":\"session.update\",\"event_id\":\"l\",\"session\":{\"type\":\"transcription\",\"audio\":"
                        + "{\"input\":{\"transcription\":{\"language\":\"de\"}}}}}");
        assertThat(upstream.sent("session.update").get(1).encode())
                .contains("\"language\":\"de\"", "\"event_id\":\"l\"", "\"model\":\"gpt-realtime-whisper\"");

        session.text("{\"type\":\"session.update\",\"session\":{\"audio\":{\"input\":{\"transcription\":"
                + "{\"language\":\"en\",\"model\":\"x\"}}}}}");
        assertThat(browser.lastErrorCode()).isEqualTo("unknown_parameter");
        assertThat(browser.last("error").getJsonObject("error").getString("param"))
                .isEqualTo("session.audio.input.transcription.model");
        assertThat(upstream.sent("session.update")).hasSize(2);
    }

    @Test
    void changes_the_language_before_the_upstream_is_there() {
        session.open();
        session.text("{\"type\":\"session.update\",\"session\":{\"audio\":{\"input\":{\"transcription\":"
                + "{\"language\":\"de\"}}}}}");
        upstream.openAndConfigure();
        assertThat(upstream.sent("session.update")).hasSize(1);
        assertThat(upstream.sent("session.update").get(0).encode()).contains("\"language\":\"de\"");
    }

    @Test
    void refuses_a_language_that_is_not_offered() {
        streaming();
        session.text("{\"type\":\"session.update\",\"session\":{\"audio\":{\"input\":{\"transcription\":"
                + "{\"language\":\"xx\"}}}}}");
        assertThat(browser.lastErrorCode()).isEqualTo("invalid_value");
    }

    // Downwards

    @Test
    void relays_transcripts_as_they_are() {
        streaming();
        String odd =
                "{ \"type\" : \"conversation.item.input_audio_transcription.delta\",\"x\":1.50e1 , \"delta\":\"\\u00e9\"}";
        upstream.say(odd);
        assertThat(browser.texts).contains(odd);
    }

    @Test
    void keeps_instructions_and_rate_limits_to_itself() {
        session.open();
        upstream.open();
        upstream.say("{\"type\":\"session.created\",\"session\":{\"id\":\"s\",\"instructions\":\"secret\"}}");
        upstream.say("{\"type\":\"rate_limits.updated\",\"rate_limits\":[]}");
        upstream.say("not json");
        assertThat(browser.texts).containsExactly("{\"type\":\"session.created\",\"session\":{\"id\":\"s\"}}");
        assertThat(count("upstream.failures", "kind", "upstream_invalid_answer"))
                .isEqualTo(1);
    }

    @Test
    void pauses_the_upstream_for_a_slow_browser() {
        streaming();
        session.browserSlow();
        assertThat(upstream.paused).isTrue();
        timers.advance(Duration.ofSeconds(29));
        session.browserCaughtUp();
        assertThat(upstream.paused).isFalse();
        timers.advance(Duration.ofSeconds(29));
        assertThat(browser.ending).isEmpty();
    }

    @Test
    void closes_a_browser_that_never_catches_up() {
        streaming();
        session.browserSlow();
        timers.advance(Duration.ofSeconds(30));
        assertThat(browser.ending).contains(Ending.SLOW_RECEIVER);
        assertThat(upstream.closed).isTrue();
    }

    // Failures

    @Test
    void tells_a_failed_turn_in_its_own_words() {
        streaming();
        upstream.say("{\"type\":\"conversation.item.input_audio_transcription.failed\",\"item_id\":\"i\","
                + "\"error\":{\"message\":\"sk-secret\"}}");
        assertThat(browser.texts).noneMatch(text -> text.contains("sk-secret"));
        assertThat(browser.last("conversation.item.input_audio_transcription.failed")
                        .getJsonObject("error")
                        .getString("code"))
                .isEqualTo("transcription_failed");
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_api_key, upstream_unauthorized, 4513",
        "insufficient_quota, upstream_quota, 4513",
        "model_not_found, upstream_rejected, 4513",
        "session_expired, session_expired, 4013",
    })
    void ends_with_the_session_of_the_upstream(String theirs, String ours, int closeCode) {
        streaming();
        upstream.say("{\"type\":\"error\",\"error\":{\"code\":\"" + theirs + "\",\"message\":\"sk-secret\"}}");
        assertThat(browser.lastErrorCode()).isEqualTo(ours);
        assertThat(browser.ending).map(Ending::closeCode).contains(closeCode);
        assertThat(browser.texts).noneMatch(text -> text.contains("sk-secret"));
        assertThat(upstream.closed).isTrue();
    }

    @Test
    void goes_on_after_an_error_that_ends_nothing() {
        streaming();
        upstream.say("{\"type\":\"error\",\"error\":{\"code\":\"odd\",\"message\":\"x\",\"event_id\":\"e\"}}");
        assertThat(browser.lastErrorCode()).isEqualTo("upstream_error");
        assertThat(browser.last("error").getJsonObject("error").getString("event_id"))
                .isEqualTo("e");
        assertThat(browser.ending).isEmpty();
    }

    @Test
    void gives_up_when_the_configuration_is_refused() {
        session.open();
        upstream.open();
        upstream.say("{\"type\":\"error\",\"error\":{\"code\":\"integer_below_min_value\"}}");
        assertThat(browser.lastErrorCode()).isEqualTo("upstream_rejected");
        assertThat(browser.ending).map(Ending::closeCode).contains(4513);
    }

    @Test
    void asks_to_come_back_when_the_upstream_is_not_ready_yet() {
        session.open();
        upstream.open();
        upstream.say("{\"type\":\"error\",\"error\":{\"type\":\"server_error\",\"code\":\"engine_loading\"}}");
        assertThat(browser.lastErrorCode()).isEqualTo("upstream_unavailable");
        assertThat(browser.ending).map(Ending::closeCode).contains(4013);
    }

    @Test
    void tells_that_the_upstream_is_gone() {
        streaming();
        session.closed(UpstreamFailure.CLOSED);
        assertThat(browser.lastErrorCode()).isEqualTo("upstream_closed");
        assertThat(browser.last("parley.closing").getInteger("code")).isEqualTo(4013);
        assertThat(timers.waiting()).isZero();
    }

    // Ending

    @Test
    void stops_when_the_last_turn_has_its_text() {
        streaming();
        speak(Duration.ofSeconds(1));
        session.text("{\"type\":\"parley.stop\"}");
        assertThat(upstream.sent(COMMIT)).hasSize(1);
        upstream.say(COMMITTED, "item_1");
        assertThat(browser.ending).isEmpty();
        upstream.say(COMPLETED, "item_1");
        assertThat(browser.ending).contains(Ending.STOPPED);
        assertThat(browser.types()).endsWith(COMMITTED, COMPLETED, "parley.closing");
        assertThat(count("commits", "reason", "stop")).isEqualTo(1);
        assertThat(timers.waiting()).isZero();
    }

    @Test
    void waits_for_an_earlier_turn_too() {
        streaming();
        speak(Duration.ofSeconds(1));
        session.text("{\"type\":\"input_audio_buffer.commit\"}");
        session.text("{\"type\":\"parley.stop\"}");
        assertThat(upstream.sent(COMMIT)).hasSize(1);
        assertThat(browser.ending).isEmpty();
        upstream.say(COMMITTED, "item_1");
        upstream.say("conversation.item.input_audio_transcription.failed", "item_1");
        assertThat(browser.ending).contains(Ending.STOPPED);
    }

    @Test
    void stops_at_once_when_nothing_was_said() {
        streaming();
        session.text("{\"type\":\"parley.stop\"}");
        assertThat(browser.ending).contains(Ending.STOPPED);
        assertThat(upstream.sent(COMMIT)).isEmpty();
    }

    @Test
    void stops_at_once_before_the_upstream_is_there() {
        session.open();
        session.text("{\"type\":\"parley.stop\"}");
        assertThat(browser.ending).contains(Ending.STOPPED);
        assertThat(upstream.closed).isTrue();
    }

    @Test
    void does_not_commit_less_than_the_upstream_takes() {
        streaming();
        session.audio(Buffer.buffer(new byte[960]));
        session.text("{\"type\":\"parley.stop\"}");
        assertThat(browser.ending).contains(Ending.STOPPED);
        assertThat(upstream.sent(COMMIT)).isEmpty();
    }

    @Test
    void sends_what_was_said_before_the_upstream_was_there() {
        session.open();
        speak(Duration.ofSeconds(1));
        session.text("{\"type\":\"parley.stop\"}");
        timers.advance(Duration.ofSeconds(1));
        upstream.openAndConfigure();
        assertThat(upstream.audioBytes()).isEqualTo(10 * MILLIS_100);
        upstream.say(COMMITTED, "item_1");
        upstream.say(COMPLETED, "item_1");
        assertThat(browser.ending).contains(Ending.STOPPED);
    }

    @Test
    void waits_for_three_seconds_at_most() {
        streaming();
        speak(Duration.ofSeconds(1));
        session.text("{\"type\":\"parley.stop\"}");
        timers.advance(Duration.ofMillis(2999));
        assertThat(browser.ending).isEmpty();
        timers.advance(Duration.ofMillis(1));
        assertThat(browser.ending).contains(Ending.STOPPED);
    }

    @Test
    void hears_nothing_after_stop() {
        streaming();
        speak(Duration.ofSeconds(1));
        session.text("{\"type\":\"parley.stop\"}");
        speak(Duration.ofSeconds(1));
        session.text("{\"type\":\"parley.stop\"}");
        assertThat(upstream.audioBytes()).isEqualTo(10 * MILLIS_100);
        assertThat(upstream.sent(COMMIT)).hasSize(1);
    }

    @Test
    void takes_no_offence_when_its_own_commit_was_one_too_many() {
        session = session("gpt-4o-transcribe");
        streaming();
        speak(Duration.ofSeconds(1));
        session.text("{\"type\":\"parley.stop\"}");
        upstream.say("{\"type\":\"error\",\"error\":{\"code\":\"input_audio_buffer_commit_empty\",\"event_id\":\""
                + UpstreamCommands.OWN_COMMIT + "\"}}");
        assertThat(browser.types()).doesNotContain("error");
        assertThat(browser.ending).contains(Ending.STOPPED);
    }

    @Test
    void tells_a_client_that_its_commit_was_empty() {
        streaming();
        session.text("{\"type\":\"input_audio_buffer.commit\",\"event_id\":\"c\"}");
        upstream.say(
                "{\"type\":\"error\",\"error\":{\"code\":\"input_audio_buffer_commit_empty\",\"event_id\":\"c\"}}");
        assertThat(browser.lastErrorCode()).isEqualTo("input_audio_buffer_commit_empty");
        assertThat(browser.last("error").getJsonObject("error").getString("event_id"))
                .isEqualTo("c");
        session.text("{\"type\":\"parley.stop\"}");
        assertThat(browser.ending).contains(Ending.STOPPED);
    }

    @Test
    void ends_in_good_order_after_its_longest_time() {
        streaming();
        speak(Duration.ofSeconds(1));
        timers.advance(Duration.ofMinutes(55));
        assertThat(upstream.sent(COMMIT)).hasSize(1);
        upstream.say(COMMITTED, "item_1");
        upstream.say(COMPLETED, "item_1");
        assertThat(browser.ending).contains(Ending.SESSION_LIMIT);
    }

    @Test
    void closes_the_upstream_when_the_browser_leaves() {
        streaming();
        session.left();
        assertThat(upstream.closed).isTrue();
        assertThat(timers.waiting()).isZero();
        assertThat(browser.ending).isEmpty();
        assertThat(count("sessions.ended", "reason", "left")).isEqualTo(1);
    }

    @Test
    void asks_the_client_to_come_back_when_the_node_shuts_down() {
        streaming();
        session.shutdown();
        assertThat(browser.last("parley.closing").getString("reason")).isEqualTo("shutdown");
        assertThat(browser.ending).map(Ending::closeCode).contains(4001);
    }

    @Test
    void delivers_the_last_text_before_the_node_shuts_down() {
        streaming();
        speak(Duration.ofSeconds(1));
        session.shutdown();
        upstream.say(COMMITTED, "item_1");
        assertThat(browser.ending).isEmpty();
        upstream.say(COMPLETED, "item_1");
        assertThat(browser.types()).endsWith(COMPLETED, "parley.closing");
        assertThat(browser.ending).contains(Ending.SHUTDOWN);
    }
}

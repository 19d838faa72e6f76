package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to audio on its way up. */
class SessionUpwardsTest extends SessionScene {

    @Test
    void asks_for_a_pause_while_the_upstream_is_full_and_goes_on_afterwards() {
        streaming();
        upstream.last().full = true;
        speak(Duration.ofSeconds(3));
        assertThat(browser.last("parley.flow").getBoolean("paused")).isTrue();
        upstream.last().drained();
        assertThat(browser.last("parley.flow").getBoolean("paused")).isFalse();
        assertThat(upstream.last().audioBytes()).isEqualTo(30 * MILLIS_100);
        assertThat(count("pauses", "side", "client")).isEqualTo(1);
    }

    @Test
    void drops_the_oldest_beyond_five_seconds_and_says_how_much() {
        streaming();
        upstream.last().full = true;
        speak(Duration.ofSeconds(7));
        timers.advance(Duration.ofSeconds(1));
        assertThat(browser.last("parley.dropped").getInteger("millis")).isEqualTo(2000);
        upstream.last().drained();
        assertThat(upstream.last().audioBytes()).isEqualTo(50 * MILLIS_100);
        assertThat(count("dropped.millis")).isEqualTo(2000);
    }

    @Test
    void closes_a_client_that_goes_on_for_thirty_seconds() {
        streaming();
        upstream.last().full = true;
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
        upstream.last().full = true;
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
        assertThat(upstream.last().sent("input_audio_buffer.append").get(0).getString("audio"))
                .isEqualTo("AAABAP//AgD+/w==");
    }

    @Test
    void keeps_the_ends_of_turns_in_their_place() {
        streaming();
        upstream.last().full = true;
        speak(Duration.ofMillis(200));
        session.text("{\"type\":\"input_audio_buffer.commit\",\"event_id\":\"mine\"}");
        speak(Duration.ofMillis(100));
        session.text("{\"type\":\"input_audio_buffer.clear\"}");
        upstream.last().drained();
        assertThat(upstream.last().types())
                .containsExactly(
                        "session.update",
                        "input_audio_buffer.append",
                        "input_audio_buffer.append",
                        COMMIT,
                        "input_audio_buffer.append",
                        "input_audio_buffer.clear");
        assertThat(upstream.last().sent(COMMIT).get(0).getString("event_id")).isEqualTo("mine");
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
        assertThat(upstream.last().audioBytes()).isZero();
        assertThat(browser.ending).isEmpty();
    }

    @Test
    void refuses_text_that_is_too_large_unread() {
        streaming();
        session.text("{".repeat(TranscriptionSession.MAX_TEXT_CHARACTERS + 1));
        assertThat(browser.lastErrorCode()).isEqualTo("too_large");
    }
}

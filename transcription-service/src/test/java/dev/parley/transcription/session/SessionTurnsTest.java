package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who ends a turn. */
class SessionTurnsTest extends SessionScene {

    @Test
    void commits_after_fifteen_seconds_that_nobody_committed() {
        streaming();
        speak(Duration.ofMillis(14_900));
        assertThat(upstream.last().types()).doesNotContain(COMMIT);
        speak(Duration.ofMillis(100));
        assertThat(upstream.last().sent(COMMIT)).hasSize(1);
        speak(Duration.ofSeconds(15));
        assertThat(upstream.last().sent(COMMIT)).hasSize(2);
        assertThat(count("commits", "reason", "length")).isEqualTo(2);
    }

    @Test
    void counts_from_the_clients_own_commit_on() {
        streaming();
        speak(Duration.ofSeconds(10));
        session.text("{\"type\":\"input_audio_buffer.commit\"}");
        speak(Duration.ofSeconds(10));
        assertThat(upstream.last().sent(COMMIT)).hasSize(1);
    }

    @Test
    void leaves_turns_to_a_model_that_detects_them() {
        session = session("gpt-4o-transcribe");
        streaming();
        speak(Duration.ofSeconds(40));
        assertThat(upstream.last().types()).doesNotContain(COMMIT);
    }

    @Test
    void measures_from_commit_to_text() {
        streaming();
        speak(Duration.ofSeconds(1));
        session.text("{\"type\":\"input_audio_buffer.commit\"}");
        timers.advance(Duration.ofMillis(100));
        upstream.last().say(COMMITTED, "item_1");
        timers.advance(Duration.ofMillis(300));
        upstream.last().say(COMPLETED, "item_1");
        assertThat(registry.get("parley.transcription.completion").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(400);
    }

    @Test
    void a_commit_that_the_upstreams_own_detector_was_faster_with_is_no_mistake() {
        session = session("gpt-4o-transcribe");
        streaming();
        speak(Duration.ofSeconds(1));
        session.text("{\"type\":\"input_audio_buffer.commit\",\"event_id\":\"mine\"}");
        upstream.last().say("input_audio_buffer.speech_stopped", "item_1");
        upstream.last().say(COMMITTED, "item_1");
        upstream.last()
                .say(
                        "{\"type\":\"error\",\"error\":{\"code\":\"input_audio_buffer_commit_empty\",\"event_id\":\"mine\"}}");
        assertThat(browser.types()).doesNotContain("error");
        session.text("{\"type\":\"parley.stop\"}");
        assertThat(browser.ending).isEmpty();
        upstream.last().say(COMPLETED, "item_1");
        assertThat(browser.ending).contains(Ending.STOPPED);
    }

    @Test
    void a_turn_that_the_detector_ended_does_not_pass_for_the_one_that_was_committed() {
        session = session("gpt-4o-transcribe");
        streaming();
        speak(Duration.ofSeconds(1));
        session.text("{\"type\":\"parley.stop\"}");
        upstream.last().say("input_audio_buffer.speech_stopped", "item_1");
        upstream.last().say(COMMITTED, "item_1");
        upstream.last().say(COMPLETED, "item_1");
        assertThat(browser.ending).isEmpty();
        upstream.last().say(COMMITTED, "item_2");
        upstream.last().say(COMPLETED, "item_2");
        assertThat(browser.ending).contains(Ending.STOPPED);
    }
}

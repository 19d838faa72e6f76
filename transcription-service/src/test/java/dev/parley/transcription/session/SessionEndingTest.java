package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a session ends. */
class SessionEndingTest extends SessionScene {

    @Test
    void stops_when_the_last_turn_has_its_text() {
        streaming();
        speak(Duration.ofSeconds(1));
        session.text("{\"type\":\"parley.stop\"}");
        assertThat(upstream.last().sent(COMMIT)).hasSize(1);
        upstream.last().say(COMMITTED, "item_1");
        assertThat(browser.ending).isEmpty();
        upstream.last().say(COMPLETED, "item_1");
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
        assertThat(upstream.last().sent(COMMIT)).hasSize(1);
        assertThat(browser.ending).isEmpty();
        upstream.last().say(COMMITTED, "item_1");
        upstream.last().say("conversation.item.input_audio_transcription.failed", "item_1");
        assertThat(browser.ending).contains(Ending.STOPPED);
    }

    @Test
    void stops_at_once_when_nothing_was_said() {
        streaming();
        session.text("{\"type\":\"parley.stop\"}");
        assertThat(browser.ending).contains(Ending.STOPPED);
        assertThat(upstream.last().sent(COMMIT)).isEmpty();
    }

    @Test
    void stops_at_once_before_the_upstream_is_there() {
        session.open();
        session.text("{\"type\":\"parley.stop\"}");
        assertThat(browser.ending).contains(Ending.STOPPED);
        assertThat(upstream.last().closed).isTrue();
    }

    @Test
    void does_not_commit_less_than_the_upstream_takes() {
        streaming();
        session.audio(Buffer.buffer(new byte[960]));
        session.text("{\"type\":\"parley.stop\"}");
        assertThat(browser.ending).contains(Ending.STOPPED);
        assertThat(upstream.last().sent(COMMIT)).isEmpty();
    }

    @Test
    void sends_what_was_said_before_the_upstream_was_there() {
        session.open();
        speak(Duration.ofSeconds(1));
        session.text("{\"type\":\"parley.stop\"}");
        timers.advance(Duration.ofSeconds(1));
        upstream.last().openAndConfigure();
        assertThat(upstream.last().audioBytes()).isEqualTo(10 * MILLIS_100);
        upstream.last().say(COMMITTED, "item_1");
        upstream.last().say(COMPLETED, "item_1");
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
        assertThat(upstream.last().audioBytes()).isEqualTo(10 * MILLIS_100);
        assertThat(upstream.last().sent(COMMIT)).hasSize(1);
    }

    @Test
    void takes_no_offence_when_its_own_commit_was_one_too_many() {
        session = session("gpt-4o-transcribe");
        streaming();
        speak(Duration.ofSeconds(1));
        session.text("{\"type\":\"parley.stop\"}");
        upstream.last()
                .say("{\"type\":\"error\",\"error\":{\"code\":\"input_audio_buffer_commit_empty\",\"event_id\":\""
                        + UpstreamCommands.OWN_COMMIT + "\"}}");
        assertThat(browser.types()).doesNotContain("error");
        assertThat(browser.ending).contains(Ending.STOPPED);
    }

    @Test
    void tells_a_client_that_its_commit_was_empty() {
        streaming();
        session.text("{\"type\":\"input_audio_buffer.commit\",\"event_id\":\"c\"}");
        upstream.last()
                .say(
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
        timers.advance(Duration.ofHours(4));
        assertThat(upstream.connections.get(0).sent(COMMIT)).hasSize(1);
        upstream.connections.get(0).say(COMMITTED, "item_1");
        upstream.connections.get(0).say(COMPLETED, "item_1");
        assertThat(browser.ending).contains(Ending.SESSION_LIMIT);
    }

    @Test
    void closes_the_upstream_when_the_browser_leaves() {
        streaming();
        session.left();
        assertThat(upstream.last().closed).isTrue();
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
        upstream.last().say(COMMITTED, "item_1");
        assertThat(browser.ending).isEmpty();
        upstream.last().say(COMPLETED, "item_1");
        assertThat(browser.types()).endsWith(COMPLETED, "parley.closing");
        assertThat(browser.ending).contains(Ending.SHUTDOWN);
    }

    @Test
    void gives_up_a_browser_without_a_sign_of_life() {
        streaming();
        timers.advance(Duration.ofMinutes(2));
        assertThat(browser.pings).isEqualTo(6);
        assertThat(browser.ending).isEmpty();

        browser.onPing = () -> {};
        timers.advance(Duration.ofSeconds(19));
        session.audio(Buffer.buffer(new byte[MILLIS_100]));
        timers.advance(Duration.ofSeconds(20));
        assertThat(browser.ending).isEmpty();
        timers.advance(Duration.ofSeconds(1));
        assertThat(browser.ending).contains(Ending.UNREACHABLE);
        assertThat(upstream.last().closed).isTrue();
        assertThat(timers.waiting()).isZero();
    }
}

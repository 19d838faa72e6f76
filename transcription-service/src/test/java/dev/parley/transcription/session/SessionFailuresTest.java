package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.transcription.upstream.UpstreamFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a session makes of what the upstream reports. */
class SessionFailuresTest extends SessionScene {

    @Test
    void tells_a_failed_turn_in_its_own_words() {
        streaming();
        upstream.last()
                .say("{\"type\":\"conversation.item.input_audio_transcription.failed\",\"item_id\":\"i\","
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
        upstream.last().say("{\"type\":\"error\",\"error\":{\"code\":\"" + theirs + "\",\"message\":\"sk-secret\"}}");
        assertThat(browser.lastErrorCode()).isEqualTo(ours);
        assertThat(browser.ending).map(Ending::closeCode).contains(closeCode);
        assertThat(browser.texts).noneMatch(text -> text.contains("sk-secret"));
        assertThat(upstream.last().closed).isTrue();
    }

    @Test
    void goes_on_after_an_error_that_ends_nothing() {
        streaming();
        upstream.last().say("{\"type\":\"error\",\"error\":{\"code\":\"odd\",\"message\":\"x\",\"event_id\":\"e\"}}");
        assertThat(browser.lastErrorCode()).isEqualTo("upstream_error");
        assertThat(browser.last("error").getJsonObject("error").getString("event_id"))
                .isEqualTo("e");
        assertThat(browser.ending).isEmpty();
    }

    @Test
    void gives_up_when_the_configuration_is_refused() {
        session.open();
        upstream.last().open();
        upstream.last().say("{\"type\":\"error\",\"error\":{\"code\":\"integer_below_min_value\"}}");
        assertThat(browser.lastErrorCode()).isEqualTo("upstream_rejected");
        assertThat(browser.ending).map(Ending::closeCode).contains(4513);
    }

    @Test
    void tries_again_while_the_upstream_is_not_ready_yet_and_keeps_the_audio() {
        session.open();
        speak(Duration.ofSeconds(2));
        upstream.last().open();
        upstream.last().say("{\"type\":\"error\",\"error\":{\"type\":\"server_error\",\"code\":\"engine_loading\"}}");
        assertThat(upstream.connections).hasSize(1);
        timers.advance(Duration.ofMillis(250));
        assertThat(upstream.connections).hasSize(2);
        upstream.last().lose(UpstreamFailure.UNAVAILABLE);
        timers.advance(Duration.ofMillis(500));
        upstream.last().openAndConfigure();
        assertThat(upstream.last().audioBytes()).isEqualTo(20 * MILLIS_100);
        assertThat(browser.types()).containsExactly("session.updated", "parley.ready");
        assertThat(count("upstream.retries")).isEqualTo(2);
    }

    @Test
    void gives_up_when_the_time_for_tries_is_over() {
        session.open();
        for (int second = 0; second < 12; second++) {
            if (!upstream.last().closed) {
                upstream.last().lose(UpstreamFailure.UNAVAILABLE);
            }
            timers.advance(Duration.ofSeconds(1));
        }
        assertThat(browser.types()).containsExactly("error", "parley.closing");
        assertThat(browser.lastErrorCode()).isEqualTo("upstream_unavailable");
        assertThat(browser.ending).map(Ending::closeCode).contains(4013);
        assertThat(upstream.connections).hasSizeBetween(4, 9);
        assertThat(timers.waiting()).isZero();
    }

    @Test
    void does_not_try_again_what_only_the_operator_can_mend() {
        session.open();
        upstream.last().lose(UpstreamFailure.UNTRUSTED);
        assertThat(browser.lastErrorCode()).isEqualTo("upstream_untrusted");
        assertThat(browser.ending).map(Ending::closeCode).contains(4513);
        timers.advance(Duration.ofMinutes(1));
        assertThat(upstream.connections).hasSize(1);
    }

    @Test
    void tells_an_upstream_that_gives_no_result() {
        streaming();
        speak(Duration.ofSeconds(1));
        commit();
        timers.advance(Duration.ofSeconds(20));
        upstream.last().say(COMMITTED, "item_1");
        timers.advance(Duration.ofMillis(9_999));
        assertThat(browser.ending).isEmpty();
        timers.advance(Duration.ofMillis(1));
        assertThat(browser.lastErrorCode()).isEqualTo("upstream_timeout");
        assertThat(browser.ending).map(Ending::closeCode).contains(4013);
    }

    @Test
    void does_not_blame_an_upstream_that_it_does_not_read() {
        streaming();
        speak(Duration.ofSeconds(1));
        commit();
        timers.advance(Duration.ofSeconds(15));
        session.browserSlow();
        upstream.last().say(COMMITTED, "item_1");
        upstream.last().say(COMPLETED, "item_1");
        timers.advance(Duration.ofSeconds(20));
        assertThat(browser.ending).isEmpty();
        session.browserCaughtUp();
        timers.advance(Duration.ofMinutes(2));
        assertThat(browser.ending).isEmpty();
    }

    @Test
    void tells_that_the_upstream_is_gone() {
        streaming();
        upstream.last().lose(UpstreamFailure.CLOSED);
        assertThat(browser.lastErrorCode()).isEqualTo("upstream_closed");
        assertThat(browser.last("parley.closing").getInteger("code")).isEqualTo(4013);
        assertThat(timers.waiting()).isZero();
    }
}

package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What of the upstream reaches the client. */
class SessionDownwardsTest extends SessionScene {

    @Test
    void relays_transcripts_as_they_are() {
        streaming();
        String odd =
                "{ \"type\" : \"conversation.item.input_audio_transcription.delta\",\"x\":1.50e1 , \"delta\":\"\\u00e9\"}";
        upstream.last().say(odd);
        assertThat(browser.texts).contains(odd);
    }

    @Test
    void keeps_instructions_and_rate_limits_to_itself() {
        session.open();
        upstream.last().open();
        upstream.last().say("{\"type\":\"session.created\",\"session\":{\"id\":\"s\",\"instructions\":\"secret\"}}");
        upstream.last().say("{\"type\":\"rate_limits.updated\",\"rate_limits\":[]}");
        upstream.last().say("not json");
        assertThat(browser.texts).isEmpty();
        upstream.last().say("{\"type\":\"session.updated\",\"session\":{\"instructions\":\"secret\"}}");
        assertThat(browser.texts)
                .startsWith(
                        "{\"type\":\"session.created\",\"session\":{\"id\":\"s\"}}",
                        "{\"type\":\"session.updated\",\"session\":{}}");
        assertThat(count("upstream.failures", "kind", "upstream_invalid_answer"))
                .isEqualTo(1);
    }

    @Test
    void pauses_the_upstream_for_a_slow_browser() {
        streaming();
        session.browserSlow();
        assertThat(upstream.last().paused).isTrue();
        timers.advance(Duration.ofSeconds(29));
        session.browserCaughtUp();
        assertThat(upstream.last().paused).isFalse();
        timers.advance(Duration.ofSeconds(29));
        assertThat(browser.ending).isEmpty();
    }

    @Test
    void closes_a_browser_that_never_catches_up() {
        streaming();
        session.browserSlow();
        timers.advance(Duration.ofSeconds(30));
        assertThat(browser.ending).contains(Ending.SLOW_RECEIVER);
        assertThat(upstream.last().closed).isTrue();
    }
}

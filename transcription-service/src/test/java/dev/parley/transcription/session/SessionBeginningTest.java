package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a session begins. */
class SessionBeginningTest extends SessionScene {

    @Test
    void configures_the_upstream_and_keeps_the_first_words_until_it_is_ready() {
        session.open();
        speak(Duration.ofSeconds(1));
        assertThat(upstream.last().types()).isEmpty();

        upstream.last().open();
        speak(Duration.ofSeconds(1));
        assertThat(upstream.last().types()).containsExactly("session.update");
        assertThat(upstream.last()
                        .sent("session.update")
                        .get(0)
                        .getJsonObject("session")
                        .encode())
                .contains("\"language\":\"en\"", "\"turn_detection\":null");

        upstream.last().say("{\"type\":\"session.updated\",\"session\":{}}");
        assertThat(upstream.last().audioBytes()).isEqualTo(20 * MILLIS_100);
        assertThat(browser.types()).containsExactly("session.updated", "parley.ready");
    }

    @Test
    void tells_when_the_upstream_does_not_get_ready() {
        session.open();
        upstream.last().open();
        timers.advance(Duration.ofSeconds(12));
        assertThat(browser.types()).containsExactly("error", "parley.closing");
        assertThat(browser.lastErrorCode()).isEqualTo("upstream_timeout");
        assertThat(browser.ending).map(Ending::closeCode).contains(4013);
        assertThat(upstream.last().closed).isTrue();
    }

    @Test
    void is_ready_once() {
        streaming();
        upstream.last().say("{\"type\":\"session.updated\",\"session\":{}}");
        assertThat(browser.types()).containsOnlyOnce("parley.ready");
    }
}

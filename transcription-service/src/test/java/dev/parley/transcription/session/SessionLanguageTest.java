package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A client may change the language, and nothing else. */
class SessionLanguageTest extends SessionScene {

    @Test
    void changes_the_language_and_nothing_else() {
        streaming();
        session.text(
                "{\"type\":\"session.update\",\"event_id\":\"l\",\"session\":{\"type\":\"transcription\",\"audio\":"
                        + "{\"input\":{\"transcription\":{\"language\":\"de\"}}}}}");
        assertThat(upstream.last().sent("session.update").get(1).encode())
                .contains("\"language\":\"de\"", "\"event_id\":\"l\"", "\"model\":\"gpt-realtime-whisper\"");

        session.text("{\"type\":\"session.update\",\"session\":{\"audio\":{\"input\":{\"transcription\":"
                + "{\"language\":\"en\",\"model\":\"x\"}}}}}");
        assertThat(browser.lastErrorCode()).isEqualTo("unknown_parameter");
        assertThat(browser.last("error").getJsonObject("error").getString("param"))
                .isEqualTo("session.audio.input.transcription.model");
        assertThat(upstream.last().sent("session.update")).hasSize(2);
    }

    @Test
    void changes_the_language_before_the_upstream_is_there() {
        session.open();
        session.text("{\"type\":\"session.update\",\"session\":{\"audio\":{\"input\":{\"transcription\":"
                + "{\"language\":\"de\"}}}}}");
        upstream.last().openAndConfigure();
        assertThat(upstream.last().sent("session.update")).hasSize(1);
        assertThat(upstream.last().sent("session.update").get(0).encode()).contains("\"language\":\"de\"");
    }

    @Test
    void refuses_a_language_that_is_not_offered() {
        streaming();
        session.text("{\"type\":\"session.update\",\"session\":{\"audio\":{\"input\":{\"transcription\":"
                + "{\"language\":\"xx\"}}}}}");
        assertThat(browser.lastErrorCode()).isEqualTo("invalid_value");
    }
}

package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.transcription.testing.SocketClient;
import dev.parley.transcription.testing.StandInSession;
import dev.parley.transcription.testing.StandInUpstream;
import dev.parley.transcription.testing.WithStandIn;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WithStandIn.class)
class TranscriptionSocketTest {

    @TestHTTPResource("/ws/transcription")
    URI http;

    StandInUpstream upstream;

    @BeforeEach
    void reset() {
        upstream.reset();
    }

    private SocketClient client(String query) {
        return new SocketClient(URI.create("ws" + http.toString().substring(4) + query));
    }

    @Test
    void audio_goes_up_and_text_comes_down() {
        try (SocketClient browser = client("?language=en")) {
            browser.await("parley.ready");
            browser.audio(9600);
            browser.await("conversation.item.input_audio_transcription.delta");
            browser.text("{\"type\":\"input_audio_buffer.commit\"}");
            assertThat(browser.await("conversation.item.input_audio_transcription.completed")
                            .path("transcript")
                            .asText())
                    .isEqualTo("9600 bytes");
            browser.text("{\"type\":\"parley.stop\"}");
            assertThat(browser.await("parley.closing").path("reason").asText()).isEqualTo("stopped");
            assertThat(browser.awaitClose()).isEqualTo(1000);
        }
        StandInSession session = upstream.sessions().get(0);
        await().until(session::isGone);
        assertThat(session.query()).isEqualTo("intent=transcription");
    }
}

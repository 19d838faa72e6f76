package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.transcription.testing.SocketClient;
import dev.parley.transcription.testing.StandInUpstream;
import dev.parley.transcription.testing.WithStandIn;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions of the packaged service, or of its native executable. */
@QuarkusIntegrationTest
@WithTestResource(WithStandIn.class)
class TranscriptionSocketIT {

    @TestHTTPResource("/ws/transcription")
    URI http;

    StandInUpstream upstream;

    @BeforeEach
    void reset() {
        upstream.reset();
    }

    @Test
    void audioGoesUpAndTextComesDown() {
        try (var browser = client("?language=de")) {
            browser.await("parley.ready");
            browser.audio(9600);
            browser.text("{\"type\":\"parley.stop\"}");

            assertThat(browser.await("conversation.item.input_audio_transcription.completed")
                            .path("transcript")
                            .asText())
                    .isEqualTo("9600 bytes");
            assertThat(browser.await("parley.closing").path("reason").asText()).isEqualTo("stopped");
            assertThat(browser.awaitClose()).isEqualTo(1000);
        }
        assertThat(upstream.credentials()).containsOnly("Bearer " + WithStandIn.MARKED_KEY);
    }

    @Test
    void refusesWhatIsNotItsClientsToChange() {
        try (var browser = client("")) {
            browser.await("parley.ready");
            browser.text("{\"type\":\"session.update\",\"session\":{\"model\":\"another\"}}");

            assertThat(browser.await("error").path("error").path("code").asText())
                    .isEqualTo("unknown_parameter");
        }
    }

    private SocketClient client(String query) {
        return new SocketClient(URI.create("ws" + http.toString().substring(4) + query));
    }
}

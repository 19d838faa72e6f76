package dev.parley.transcription;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.transcription.testing.LogCapture;
import dev.parley.transcription.testing.SocketClient;
import dev.parley.transcription.testing.StandInUpstream;
import dev.parley.transcription.testing.StandInUpstream.Mood;
import dev.parley.transcription.testing.WithStandIn;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Looks for a marked key everywhere but upstream, while everything that can go wrong with the upstream goes wrong. */
@QuarkusTest
@WithTestResource(WithStandIn.class)
class KeySecrecyTest {

    private static final String SECOND = Base64.getEncoder().encodeToString(new byte[48_000]);

    @TestHTTPResource("/ws/transcription")
    URI socket;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @TestHTTPResource(value = "/health", management = true)
    URI health;

    StandInUpstream upstream;

    @Test
    void the_key_goes_upstream_and_nowhere_else() {
        List<String> said = new ArrayList<>();
        try (LogCapture log = new LogCapture()) {
            for (Mood mood : Mood.values()) {
                upstream.reset();
                upstream.next(mood);
                said.addAll(conversation());
            }
            upstream.reset();
            said.add(mint());
            upstream.nextMint(request -> request.response()
                    .setStatusCode(401)
                    .end("{\"error\":{\"message\":\"Incorrect API key provided: " + WithStandIn.MARKED_KEY + "\"}}"));
            said.add(mint());
            upstream.nextMint(request -> request.response()
                    .putHeader("Content-Type", "application/json")
                    .end("not JSON: " + WithStandIn.MARKED_KEY));
            said.add(mint());
            said.add(given().get("/api/transcription").asString());
            said.add(given().get(metrics).asString());
            said.add(given().get(health).asString());

            assertThat(upstream.credentials()).contains("Bearer " + WithStandIn.MARKED_KEY);
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(WithStandIn.MARKED_KEY));
            assertThat(log.errors()).isEmpty();
        }
        assertThat(said).isNotEmpty().noneMatch(text -> text.contains(WithStandIn.MARKED_KEY));
    }

    private List<String> conversation() {
        try (SocketClient browser =
                new SocketClient(URI.create("ws" + socket.toString().substring(4)))) {
            browser.textIfOpen("{\"type\":\"input_audio_buffer.append\",\"audio\":\"" + SECOND + "\"}");
            browser.textIfOpen("{\"type\":\"input_audio_buffer.commit\"}");
            browser.textIfOpen("{\"type\":\"nonsense\"}");
            browser.await("error");
            browser.textIfOpen("{\"type\":\"parley.stop\"}");
            browser.awaitClose();
            return browser.all();
        }
    }

    private static String mint() {
        return given().contentType("application/json")
                .body("{}")
                .post("/api/transcription-session")
                .asString();
    }
}

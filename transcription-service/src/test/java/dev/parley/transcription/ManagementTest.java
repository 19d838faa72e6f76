package dev.parley.transcription;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.parley.transcription.testing.SocketClient;
import dev.parley.transcription.testing.StandInUpstream;
import dev.parley.transcription.testing.StandInUpstream.Mood;
import dev.parley.transcription.testing.WithStandIn;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WithStandIn.class)
class ManagementTest {

    @TestHTTPResource("/ws/transcription")
    URI socket;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    StandInUpstream upstream;

    private SocketClient client() {
        return new SocketClient(URI.create("ws" + socket.toString().substring(4)));
    }

    @Test
    void is_ready_with_a_reachable_upstream() {
        given().get(ready)
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'upstream' }.data.kind", equalTo("custom"));
    }

    @Test
    void counts_what_happens() {
        upstream.reset();
        try (SocketClient browser = client()) {
            browser.audio(9600);
            browser.text("{\"type\":\"parley.stop\"}");
            browser.awaitClose();
        }
        upstream.next(Mood.KEY_REFUSED);
        try (SocketClient browser = client()) {
            browser.awaitClose();
        }
        upstream.reset();
        given().contentType("application/json").body("{}").post("/api/transcription-session");

        assertThat(given().get(metrics).asString())
                .contains(
                        "parley_transcription_sessions ",
                        "parley_transcription_sessions_ended_total{reason=\"stopped\"}",
                        "parley_transcription_audio_bytes_total",
                        "parley_transcription_dropped_millis_total",
                        "parley_transcription_commits_total{reason=\"stop\"}",
                        "parley_transcription_completion_seconds_count",
                        "parley_transcription_upstream_failures_total{kind=\"upstream_unauthorized\"}",
                        "parley_transcription_mints_total{result=\"issued\"}");
    }

    @Test
    void tells_nobody_of_management_on_the_public_port() {
        given().get("/q/metrics").then().statusCode(404);
        given().get("/q/health").then().statusCode(404);
    }
}

package dev.parley.transcription;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.parley.transcription.testing.SocketClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without an upstream the service says so at every door, and falls back to none. */
@QuarkusTest
@TestProfile(NotConfiguredTest.Nothing.class)
class NotConfiguredTest {

    public static class Nothing implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "parley.upstream.openai-api-key", "",
                    "parley.upstream.openai-base-url", "",
                    "parley.upstream.offline-url", "");
        }
    }

    @TestHTTPResource("/ws/transcription")
    URI socket;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @TestHTTPResource(value = "/health/live", management = true)
    URI live;

    @Test
    void readiness_is_down_and_says_why() {
        given().get(ready)
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'upstream' }.data.reason", containsString("OPENAI_API_KEY"));
        given().get(live).then().statusCode(200);
    }

    @Test
    void the_description_says_why() {
        given().get("/api/transcription")
                .then()
                .statusCode(200)
                .body("upstream", nullValue())
                .body("ready", equalTo(false))
                .body("reason", containsString("OPENAI_API_KEY"));
    }

    @Test
    void no_key_is_minted() {
        given().contentType("application/json")
                .body("{}")
                .post("/api/transcription-session")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("code", equalTo("not_configured"));
    }

    @Test
    void no_session_is_opened() {
        try (SocketClient browser =
                new SocketClient(URI.create("ws" + socket.toString().substring(4)))) {
            assertThat(browser.await("error").at("/error/code").asText()).isEqualTo("not_configured");
            assertThat(browser.awaitClose()).isEqualTo(4513);
        }
    }
}

package dev.parley.transcription.clientsecret;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.parley.transcription.testing.StandInUpstream;
import dev.parley.transcription.testing.WithStandIn;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(WithStandIn.class)
class ClientSecretResourceTest {

    private static final AtomicInteger CLIENTS = new AtomicInteger();

    StandInUpstream upstream;

    @BeforeEach
    void reset() {
        upstream.reset();
    }

    /** From a new address each time: one address has its limit. */
    private static ValidatableResponse mint(String body) {
        return given().contentType("application/json")
                .header("X-Forwarded-For", "198.51.100." + CLIENTS.incrementAndGet())
                .body(body)
                .post("/api/transcription-session")
                .then()
                .header("Cache-Control", "no-store")
                .body(not(containsString(WithStandIn.MARKED_KEY)));
    }

    @Test
    void answers_the_upstreams_key_and_where_to_take_it() {
        String base = upstream.baseUrl().toString();
        mint("{\"language\":\"de\"}")
                .statusCode(200)
                .body("value", startsWith("ek_"))
                .body("session.type", equalTo("transcription"))
                .body("session.audio.input.transcription.language", equalTo("de"))
                .body("limits.keys_per_minute", equalTo(30))
                .body("limits.key_seconds", equalTo(60))
                .body("endpoints.calls", equalTo(base + "/realtime/calls"))
                .body("endpoints.websocket", equalTo("ws" + base.substring(4) + "/realtime"));
    }

    @Test
    void asks_for_a_minute_with_the_standard_key() {
        mint("{}").statusCode(200);
        JsonObject asked = upstream.mintRequests().get(0);
        assertThat(asked.getJsonObject("expires_after"))
                .isEqualTo(new JsonObject().put("anchor", "created_at").put("seconds", 60));
        assertThat(asked.getJsonObject("session")
                        .getJsonObject("audio")
                        .getJsonObject("input")
                        .encode())
                .isEqualTo(
                        "{\"format\":{\"type\":\"audio/pcm\",\"rate\":24000},"
                                + "\"transcription\":{\"model\":\"gpt-realtime-whisper\",\"language\":\"en\"},\"turn_detection\":null}");
        assertThat(upstream.credentials()).containsExactly("Bearer " + WithStandIn.MARKED_KEY);
    }

    @Test
    void does_without_a_body() {
        given().contentType("application/json")
                .post("/api/transcription-session")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "401, 502, upstream_unauthorized, false",
        "403, 502, upstream_unauthorized, false",
        "400, 502, upstream_rejected, false",
        "404, 502, upstream_rejected, false",
        "429, 503, upstream_busy, true",
        "500, 503, upstream_unavailable, true",
        "302, 502, upstream_invalid_answer, true",
    })
    void tells_refusals_in_its_own_words(int theirs, int ours, String code, boolean retryable) {
        upstream.nextMint(request -> request.response()
                .setStatusCode(theirs)
                .putHeader("Content-Type", "application/json")
                .end("{\"error\":{\"message\":\"Incorrect API key provided: " + request.getHeader("Authorization")
                        + "\"}}"));
        mint("{}")
                .statusCode(ours)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("status", equalTo(ours))
                .body("retryable", equalTo(retryable));
    }

    @Test
    void passes_on_how_long_to_wait() {
        upstream.nextMint(request -> request.response()
                .setStatusCode(429)
                .putHeader("Retry-After", "17")
                .end());
        mint("{}").statusCode(503).header("Retry-After", "17").body("code", equalTo("upstream_busy"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "no json", "{\"value\":7,\"expires_at\":\"soon\"}", "[]"})
    void tells_an_answer_that_makes_no_sense(String body) {
        upstream.nextMint(request ->
                request.response().putHeader("Content-Type", "application/json").end(body));
        mint("{}").statusCode(502).body("code", equalTo("upstream_invalid_answer"));
    }

    @Test
    void tells_a_connection_that_broke() {
        upstream.nextMint(request -> request.connection().close());
        mint("{}").statusCode(503).body("code", equalTo("upstream_unavailable"));
    }

    @Test
    void refuses_a_language_that_is_not_offered() {
        mint("{\"language\":\"xx\"}").statusCode(400).body("code", equalTo("unsupported_language"));
        assertThat(upstream.mintRequests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"no json", "[1]", "{\"language\":{}}", "\"en\""})
    void refuses_a_body_that_is_no_request(String body) {
        mint(body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid_message"))
                .body("detail", not(containsString("jackson")));
    }

    @Test
    void refuses_a_page_of_another_origin() {
        given().header("Origin", "https://elsewhere.example")
                .contentType("application/json")
                .body("{}")
                .post("/api/transcription-session")
                .then()
                .statusCode(403);
        assertThat(upstream.mintRequests()).isEmpty();
    }

    @Test
    void describes_the_upstream() {
        given().get("/api/transcription")
                .then()
                .statusCode(200)
                .body("upstream", equalTo("custom"))
                .body("model", equalTo("gpt-realtime-whisper"))
                .body("languages", equalTo(List.of("en", "de")))
                .body("ready", equalTo(true));
    }
}

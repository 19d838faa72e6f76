package dev.parley.transcription.session;

import static dev.parley.transcription.testing.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.parley.transcription.testing.SocketClient;
import dev.parley.transcription.testing.StandInUpstream;
import dev.parley.transcription.testing.WithStandIn;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limits at their edges. */
@QuarkusTest
@TestProfile(LimitsTest.Tight.class)
@WithTestResource(WithStandIn.class)
class LimitsTest {

    public static class Tight implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "parley.session.per-node", "3",
                    "parley.session.per-address", "2",
                    "parley.session.length", "PT3H",
                    "parley.mint.per-address", "2",
                    "parley.mint.per-node", "3",
                    "parley.mint.key-lifetime", "PT30S");
        }
    }

    @TestHTTPResource("/ws/transcription")
    URI socket;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @Inject
    MeterRegistry registry;

    StandInUpstream upstream;

    private final List<SocketClient> clients = new ArrayList<>();

    @BeforeEach
    void reset() {
        upstream.reset();
        await().until(() -> given().get(ready).statusCode() == 200);
    }

    private SocketClient client(String address) {
        SocketClient client =
                new SocketClient(URI.create("ws" + socket.toString().substring(4)), Map.of("X-Forwarded-For", address));
        clients.add(client);
        return client;
    }

    @Test
    void an_address_and_the_node_have_their_limits() {
        SocketClient first = client("203.0.113.1");
        assertThat(first.await("parley.ready").path("session_limit_seconds").asInt())
                .isEqualTo(10_800);
        client("203.0.113.1").await("parley.ready");

        SocketClient third = client("203.0.113.1");
        assertThat(third.await("error").at("/error/code").asText()).isEqualTo("limit");
        assertThat(third.await("parley.closing").path("reason").asText()).isEqualTo("limit");
        assertThat(third.awaitClose()).isEqualTo(4504);

        client("203.0.113.2").await("parley.ready");
        given().get(ready).then().statusCode(503).body("status", equalTo("DOWN"));
        SocketClient fourth = client("203.0.113.3");
        assertThat(fourth.await("error").at("/error/code").asText()).isEqualTo("node_full");
        assertThat(fourth.awaitClose()).isEqualTo(4013);
        assertThat(registry.counter("parley.transcription.client.errors", "code", "limit")
                        .count())
                .isEqualTo(1);
        assertThat(registry.counter("parley.transcription.client.errors", "code", "node_full")
                        .count())
                .isEqualTo(1);

        // Whoever is there already notices nothing of it.
        first.audio(4800);
        first.text("{\"type\":\"input_audio_buffer.commit\"}");
        first.await("conversation.item.input_audio_transcription.completed");

        clients.forEach(SocketClient::close);
        await().until(() -> given().get(ready).statusCode() == 200);
        client("203.0.113.1").await("parley.ready");
        clients.forEach(SocketClient::close);
    }

    @Test
    void keys_have_their_limits() {
        upstream.reset();
        mint("2001:db8:0:1::1")
                .statusCode(200)
                .body("limits.keys_per_minute", equalTo(2))
                .body("limits.key_seconds", equalTo(30));
        mint("2001:db8:0:1::2").statusCode(200);
        mint("2001:db8:0:1::3")
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", value -> Integer.parseInt(value), allOf(greaterThan(0), lessThanOrEqualTo(30)))
                .body("code", equalTo("rate_limited"))
                .body("retryable", equalTo(true));
        mint("2001:db8:0:2::1").statusCode(200);
        mint("203.0.113.4").statusCode(429);
        assertThat(upstream.mintRequests())
                .hasSize(3)
                .allMatch(request -> request.getJsonObject("expires_after").getInteger("seconds") == 30);
        assertThat(registry.counter("parley.transcription.mints", "result", "rate_limited")
                        .count())
                .isEqualTo(2);
    }

    private static ValidatableResponse mint(String address) {
        return given().header("X-Forwarded-For", address)
                .contentType("application/json")
                .body("{}")
                .post("/api/transcription-session")
                .then();
    }
}

package dev.parley.transcription.session;

import static dev.parley.transcription.testing.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.parley.transcription.testing.SocketClient;
import dev.parley.transcription.testing.StandInUpstream;
import dev.parley.transcription.testing.WithStandIn;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
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
                    "parley.session.per-address", "2");
        }
    }

    @TestHTTPResource("/ws/transcription")
    URI socket;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

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
        client("203.0.113.1").await("parley.ready");
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

        clients.forEach(SocketClient::close);
        await().until(() -> given().get(ready).statusCode() == 200);
        client("203.0.113.1").await("parley.ready");
        clients.forEach(SocketClient::close);
    }
}

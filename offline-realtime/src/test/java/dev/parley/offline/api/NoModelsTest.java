package dev.parley.offline.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** A server that finds no models. */
@QuarkusTest
@TestProfile(NoModelsTest.Elsewhere.class)
class NoModelsTest {

    @TestHTTPResource("/v1/realtime?intent=transcription")
    URI uri;

    /** A folder that isn't there. */
    public static class Elsewhere implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("parley.offline.models", "/nowhere");
        }
    }

    @Test
    void isNotReadyAndSaysWhy() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        readiness().asString())
                .contains("/nowhere/silero_vad_v5.onnx is missing"));
        assertThat(readiness().statusCode()).isEqualTo(503);

        RealtimeClient client = RealtimeClient.withBearer(uri, "offline");

        assertThat(client.nextError().path("code").textValue()).isEqualTo("engine_unavailable");
        assertThat(client.awaitClose()).isEqualTo("1013 server_error.engine_unavailable");
    }

    private static Response readiness() {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.port", Integer.class);
        return given().port(port).get("/q/health/ready");
    }
}

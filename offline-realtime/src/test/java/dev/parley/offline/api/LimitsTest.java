package dev.parley.offline.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.offline.engine.SpeechEngine;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens at the limits, with limits that are low. */
@QuarkusTest
@TestProfile(LimitsTest.Low.class)
class LimitsTest {

    @TestHTTPResource("/v1/realtime?intent=transcription")
    URI uri;

    @Inject
    SpeechEngine engine;

    /** One session at a time, of two seconds. */
    public static class Low implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("parley.offline.session-limit", "2S", "parley.offline.max-sessions", "1");
        }
    }

    @BeforeEach
    void awaitEngine() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> engine.transcriber()
                .isPresent());
    }

    @Test
    void aSessionEndsWhenItsTimeIsOverAndMakesRoom() {
        RealtimeClient first = RealtimeClient.withBearer(uri, "offline");
        first.next("session.created");
        RealtimeClient second = RealtimeClient.withBearer(uri, "offline");
        JsonNode full = second.nextError();

        assertThat(full.path("type").textValue()).isEqualTo("server_error");
        assertThat(full.path("code").textValue()).isEqualTo("too_many_sessions");
        assertThat(second.awaitClose()).isEqualTo("1013 server_error.too_many_sessions");

        assertThat(first.nextError().path("code").textValue()).isEqualTo("session_expired");
        assertThat(first.awaitClose()).isEqualTo("1001 Your session hit the maximum duration of 2 seconds.");

        RealtimeClient third = RealtimeClient.withBearer(uri, "offline");
        third.next("session.created");
        third.close();
    }
}

package dev.parley.signaling.ice;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.parley.signaling.socket.TightLimits;
import dev.parley.signaling.testing.SocketClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TightLimits.class)
class IceServersResourceTest {

    private static final String PATH = "/api/ice-servers";

    @TestHTTPResource("/ws/rooms")
    URI rooms;

    @TestHTTPResource("/ws/chat")
    URI chat;

    @Test
    void stunIsForAnyone() {
        given().when()
                .get(PATH)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("iceServers", hasSize(1))
                .body("iceServers[0].urls", contains("stun:stun.l.google.com:19302", "stun:stun1.l.google.com:19302"))
                .body("expires_at", notNullValue());
    }

    @Test
    void turnIsForALiveSession() {
        String resume;
        try (SocketClient ada = SocketClient.hello(rooms, "Ada")) {
            resume = ada.resume();
            given().header("Authorization", "Bearer " + resume)
                    .when()
                    .get(PATH)
                    .then()
                    .statusCode(200)
                    .body("iceServers", hasSize(2))
                    .body("iceServers[1].urls", hasSize(2))
                    .body("iceServers[1].username", endsWith(":" + ada.self()))
                    .body("iceServers[1].credential", notNullValue());
            ada.close();
        }
        Awaitility.await().untilAsserted(() -> given().header("Authorization", "Bearer " + resume)
                .when()
                .get(PATH)
                .then()
                .body("iceServers", hasSize(1)));
    }

    @Test
    void turnIsForNobodyElse() {
        try (SocketClient ada = SocketClient.hello(chat, "Ada")) {
            for (String authorization :
                    new String[] {"Bearer forged", "Bearer " + ada.resume(), "Basic x", "Bearer "}) {
                given().header("Authorization", authorization)
                        .when()
                        .get(PATH)
                        .then()
                        .statusCode(200)
                        .body("iceServers", hasSize(1));
            }
        }
    }

    @Test
    void errorsAreProblemDocuments() {
        given().when()
                .delete(PATH)
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .body("code", equalTo("method_not_allowed"))
                .body("status", equalTo(405));
    }
}

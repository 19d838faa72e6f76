package dev.parley.signaling.socket;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.parley.signaling.testing.RawSocket;
import dev.parley.signaling.testing.SocketClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TightLimits.class)
class LimitSocketTest {

    @TestHTTPResource("/ws/chat")
    URI chat;

    @TestHTTPResource("/ws/rooms")
    URI rooms;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Inject
    MeterRegistry meters;

    private static int lastAddress;

    private final List<SocketClient> clients = new ArrayList<>();

    /** Each test comes from an address of its own, as the trusted proxy states it. */
    private final String address = "203.0.113." + ++lastAddress;

    @AfterEach
    void close() {
        clients.forEach(SocketClient::close);
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> sockets() == 0);
    }

    @Test
    void anAddressMayHaveSoManySockets() {
        for (int i = 0; i < 2; i++) {
            connect(chat).send("hello").await("welcome");
            connect(rooms).send("hello").await("welcome");
        }

        SocketClient fifth = connect(chat);
        fifth.awaitError("limit");
        assertThat(fifth.awaitClose()).isEqualTo(4504);

        SocketClient elsewhere = SocketClient.connect(chat, "X-Forwarded-For", "198.51.100.7");
        clients.add(elsewhere);
        elsewhere.send("hello").await("welcome");
    }

    @Test
    void aNetworkOfIpv6IsOneAddress() {
        for (int i = 0; i < 4; i++) {
            connect(chat, "2001:db8:1:2::" + i).send("hello").await("welcome");
        }

        assertThat(connect(chat, "2001:db8:1:2:ffff::").awaitClose()).isEqualTo(4504);
        connect(chat, "2001:db8:1:3::").send("hello").await("welcome");
    }

    @Test
    void aFullNodeTakesNobodyNewAndGoesOnForThoseWhoAreIn() {
        SocketClient ada = connect(chat, "192.0.2.1").send("hello");
        ada.await("welcome");
        for (int i = 2; i <= 8; i++) {
            connect(chat, "192.0.2." + i).send("hello").await("welcome");
        }

        SocketClient ninth = connect(rooms, "192.0.2.9");
        ninth.awaitError("unavailable");
        assertThat(ninth.awaitClose()).isEqualTo(4013);
        given().get(management.resolve("health/ready"))
                .then()
                .statusCode(503)
                .body(containsString("as many sockets as it takes"));
        ada.send("say", "id", UUID.randomUUID().toString(), "text", "still here")
                .await("said");

        clients.get(7).close();
        Awaitility.await()
                .untilAsserted(() ->
                        given().get(management.resolve("health/ready")).then().statusCode(200));
        connect(rooms, "192.0.2.9").send("hello").await("welcome");
    }

    @Test
    void whoSaysNothingIsClosed() {
        SocketClient silent = connect(rooms);
        silent.awaitError("invalid_message");
        assertThat(silent.awaitClose()).isEqualTo(4501);
    }

    @Test
    void aRequestThatNeverEndsIsCut() throws IOException {
        try (RawSocket connection = RawSocket.connect(chat)) {
            connection.write("GET /ws/chat HTTP/1.1\r\nHost: parley\r\n".getBytes(StandardCharsets.ISO_8859_1));
            connection.awaitEnd();
        }
    }

    @Test
    void whoStaysAwayIsLost() {
        SocketClient ada = connect(rooms).send("hello");
        ada.await("welcome");
        ada.send("join", "kind", "chat", "room", "lost").await("joined");
        SocketClient bob = SocketClient.hello(rooms, "Bob");
        clients.add(bob);
        bob.send("join", "kind", "chat", "room", "lost").await("joined");
        bob.cut();

        ada.await("peer_away");
        assertThat(ada.await("peer_left").path("reason").asText()).isEqualTo("lost");
        SocketClient again = SocketClient.comeBack(rooms, bob, 2);
        clients.add(again);
        assertThat(again.welcome().path("resumed").asBoolean()).isFalse();
        assertThat(again.welcome().path("seq").asLong()).isEqualTo(1);
    }

    @Test
    void theNodeTakesSoManyMessagesASecond() {
        SocketClient ada = connect(chat).send("hello");
        ada.await("welcome");
        for (int i = 0; i < 50; i++) {
            ada.send("say", "id", UUID.randomUUID().toString(), "text", "flood");
        }

        assertThat(ada.awaitError("rate_limited").path("retryable").asBoolean()).isTrue();
    }

    private double sockets() {
        return meters.get("parley.sockets").gauges().stream()
                .mapToDouble(gauge -> gauge.value())
                .sum();
    }

    private SocketClient connect(URI door) {
        return connect(door, address);
    }

    private SocketClient connect(URI door, String from) {
        SocketClient client = SocketClient.connect(door, "X-Forwarded-For", from);
        clients.add(client);
        return client;
    }
}

package dev.parley.signaling.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signaling.testing.SocketClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TightLimits.class)
class LimitSocketTest {

    @TestHTTPResource("/ws/chat")
    URI chat;

    @TestHTTPResource("/ws/rooms")
    URI rooms;

    private static int lastAddress;

    private final List<SocketClient> clients = new ArrayList<>();

    /** Each test comes from an address of its own, as the trusted proxy states it. */
    private final String address = "203.0.113." + ++lastAddress;

    @AfterEach
    void close() {
        clients.forEach(SocketClient::close);
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
    void whoSaysNothingIsClosed() {
        SocketClient silent = connect(rooms);
        silent.awaitError("invalid_message");
        assertThat(silent.awaitClose()).isEqualTo(4501);
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

    private SocketClient connect(URI door) {
        SocketClient client = SocketClient.connect(door, "X-Forwarded-For", address);
        clients.add(client);
        return client;
    }
}

package dev.parley.signaling.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.signaling.testing.SocketClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rooms over real sockets. */
@QuarkusTest
class RoomSocketTest {

    @TestHTTPResource("/ws/rooms")
    URI door;

    private final String room = "room " + UUID.randomUUID();

    @Test
    void theThirdIsRefusedAndTheOtherKindIsAnotherRoom() {
        try (SocketClient ada = joined("chat");
                SocketClient bob = joined("chat");
                SocketClient cy = SocketClient.hello(door, "Cy")) {
            assertThat(ada.await("peer_joined").path("peer").path("id").asText())
                    .isEqualTo(bob.self());

            cy.send("join", "id", "j", "kind", "chat", "room", room);
            assertThat(cy.awaitError("room_full").path("ref").asText()).isEqualTo("j");
            cy.send("join", "kind", "video", "room", room);
            assertThat(cy.await("joined").path("peers")).isEmpty();
        }
    }

    @Test
    void earlyCandidatesArriveInOrder() {
        try (SocketClient ada = joined("video");
                SocketClient bob = joined("video")) {
            ada.await("peer_joined");
            for (int i = 0; i < 20; i++) {
                bob.send("candidate", "id", "k" + i, "candidate", Map.of("candidate", "candidate:" + i));
            }
            bob.send("description", "id", "d", "description", Map.of("type", "offer", "sdp", "v=0\r\n"));

            List<String> candidates = ada.await("candidate", 20).stream()
                    .map(message -> message.path("candidate").path("candidate").asText())
                    .toList();
            assertThat(candidates).first().isEqualTo("candidate:0");
            assertThat(candidates).last().isEqualTo("candidate:19");
            assertThat(ada.await("description").path("description").path("sdp").asText())
                    .isEqualTo("v=0\r\n");
            assertThat(bob.await("ack", 21))
                    .last()
                    .satisfies(ack -> assertThat(ack.path("ref").asText()).isEqualTo("d"));
        }
    }

    @Test
    void aCutSocketComesBackToItsPlaceWithNothingMissed() {
        try (SocketClient ada = joined("video");
                SocketClient bob = joined("video")) {
            ada.await("peer_joined");
            bob.cut();
            assertThat(ada.await("peer_away").path("peer").path("id").asText()).isEqualTo(bob.self());
            for (int i = 0; i < 10; i++) {
                ada.send("candidate", "candidate", Map.of("candidate", "candidate:" + i));
            }
            ada.send("message", "id", "m", "text", "wait for me").await("ack");

            try (SocketClient again = SocketClient.comeBack(door, bob, 2)) {
                assertThat(again.self()).isEqualTo(bob.self());
                assertThat(again.welcome().path("resumed").asBoolean()).isTrue();
                assertThat(again.next().path("type").asText()).isEqualTo("joined");
                List<Long> numbers = new ArrayList<>();
                JsonNode message = again.next();
                while (!message.path("type").asText().equals("message")) {
                    numbers.add(message.path("seq").asLong());
                    message = again.next();
                }
                assertThat(numbers).containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
                ada.await("peer_back");
            }
        }
    }

    @Test
    void aCloseOnPurposeIsLeaving() {
        try (SocketClient ada = joined("chat");
                SocketClient bob = joined("chat")) {
            ada.await("peer_joined");
            bob.close();
            assertThat(ada.await("peer_left").path("reason").asText()).isEqualTo("left");
        }
    }

    @Test
    void aSecondSocketTakesOver() {
        try (SocketClient ada = joined("chat");
                SocketClient bob = joined("chat");
                SocketClient again = SocketClient.comeBack(door, bob, 2)) {
            bob.awaitError("taken_over");
            assertThat(bob.awaitClose()).isEqualTo(4503);
            again.send("message", "id", "m", "text", "still here");
            assertThat(ada.await("message").path("from").path("id").asText()).isEqualTo(again.self());
            assertThat(ada.hasNone("peer_away")).isTrue();
        }
    }

    private SocketClient joined(String kind) {
        SocketClient client = SocketClient.hello(door, "Peer");
        client.send("join", "kind", kind, "room", room).await("joined");
        return client;
    }
}

package dev.parley.signaling.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.signaling.testing.SocketClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The chat over real sockets. */
@QuarkusTest
class ChatSocketTest {

    @TestHTTPResource("/ws/chat")
    URI door;

    @Test
    void twoClientsChat() {
        try (SocketClient ada = SocketClient.hello(door, "Ada");
                SocketClient bob = SocketClient.hello(door, "Bob")) {
            String id = say(ada, "Grüße, 👋");

            JsonNode own = awaitSaid(ada, id);
            JsonNode said = awaitSaid(bob, id);
            assertThat(said).isEqualTo(own);
            assertThat(said.path("text").asText()).isEqualTo("Grüße, 👋");
            assertThat(said.path("from").path("id").asText()).isEqualTo(ada.self());
        }
    }

    @Test
    void whoWasOfflineGetsExactlyWhatTheyMissed() {
        List<SocketClient> speakers = new ArrayList<>();
        try (SocketClient ada = SocketClient.hello(door, "Ada");
                SocketClient bob = SocketClient.hello(door, "Bob")) {
            speakers.add(bob);
            speakers.add(SocketClient.hello(door, "Cy"));
            String cursor = awaitSaid(ada, say(bob, "before")).path("cursor").asText();
            ada.cut();
            List<String> missed = IntStream.range(0, 100)
                    .mapToObj(i -> say(speakers.get(i % 2), "missed " + i))
                    .toList();
            awaitSaid(bob, missed.get(98));
            awaitSaid(speakers.get(1), missed.get(99));

            try (SocketClient again = SocketClient.comeBack(door, ada, cursor)) {
                assertThat(again.self()).isEqualTo(ada.self());
                assertThat(again.welcome().path("resumed").asBoolean()).isTrue();
                assertThat(again.welcome().path("name").asText()).isEqualTo("Ada");
                List<String> ids = again.await("said", 100).stream()
                        .map(said -> said.path("id").asText())
                        .toList();
                assertThat(ids).containsExactlyInAnyOrderElementsOf(missed);
                String live = say(bob, "live");
                assertThat(again.await("said").path("id").asText()).isEqualTo(live);
            }
        } finally {
            speakers.forEach(SocketClient::close);
        }
    }

    @Test
    void aSecondSocketTakesOver() {
        try (SocketClient first = SocketClient.hello(door, "Ada");
                SocketClient second = SocketClient.comeBack(
                        door, first, first.welcome().path("cursor").asText())) {
            assertThat(second.self()).isEqualTo(first.self());
            first.awaitError("taken_over");
            assertThat(first.awaitClose()).isEqualTo(4503);
            awaitSaid(second, say(second, "still here"));
        }
    }

    @Test
    void aReceiverThatDoesNotReadIsClosedAndDelaysNobody() {
        List<SocketClient> speakers = new ArrayList<>();
        try (SocketClient slow = SocketClient.hello(door, "Slow");
                SocketClient ada = SocketClient.hello(door, "Ada")) {
            slow.stopReading();
            String text = "x".repeat(4000);
            // Enough for the buffers of both ends and the outbox; each speaker uses up their burst.
            for (int speaker = 0; speaker < 45; speaker++) {
                SocketClient bob = SocketClient.hello(door, "Bob " + speaker);
                speakers.add(bob);
                IntStream.range(0, 55).forEach(i -> say(bob, text));
            }
            awaitSaid(ada, say(ada, "still quick"));

            slow.readOn();
            assertThat(slow.awaitClose()).isEqualTo(4008);
            assertThat(ada.isOpen()).isTrue();
        } finally {
            speakers.forEach(SocketClient::close);
        }
    }

    private static String say(SocketClient client, String text) {
        String id = UUID.randomUUID().toString();
        client.send("say", "id", id, "text", text);
        return id;
    }

    private static JsonNode awaitSaid(SocketClient client, String id) {
        JsonNode said = client.await("said");
        while (!said.path("id").asText().equals(id)) {
            said = client.await("said");
        }
        return said;
    }
}

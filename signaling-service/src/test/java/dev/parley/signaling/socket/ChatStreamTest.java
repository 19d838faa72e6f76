package dev.parley.signaling.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signaling.testing.Golden;
import dev.parley.signaling.testing.SocketClient;
import dev.parley.signaling.testing.StreamClient;
import dev.parley.signaling.testing.StreamClient.Answer;
import dev.parley.signaling.testing.StreamClient.Event;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The chat where no WebSocket passes. */
@QuarkusTest
class ChatStreamTest {

    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource("/ws/chat")
    URI door;

    @Test
    void aStreamAndASocketChat() {
        try (StreamClient ada = StreamClient.hello(server, "Ada");
                SocketClient bob = SocketClient.hello(door, "Bob")) {
            assertThat(ada.headers().firstValue("Content-Type")).hasValue("text/event-stream;charset=UTF-8");
            assertThat(ada.headers().firstValue("X-Accel-Buffering")).hasValue("no");
            assertThat(ada.headers().firstValue("Cache-Control")).hasValue("no-store");
            Event welcome = ada.await("welcome");
            assertThat(welcome.data().path("self")).isEqualTo(ada.welcome().path("self"));
            assertThat(welcome.data().path("resumed").asBoolean()).isTrue();

            String id = UUID.randomUUID().toString();
            assertThat(ada.say(id, "Grüße, 👋").status()).isEqualTo(202);
            Event own = awaitSaid(ada, id);
            assertThat(awaitSaid(bob, id)).isEqualTo(own.data());
            assertThat(own.id()).isEqualTo(own.data().path("cursor").asText());
            assertThat(own.data().path("from").path("name").asText()).isEqualTo("Ada");

            String answer = UUID.randomUUID().toString();
            bob.send("say", "id", answer, "text", "hi");
            awaitSaid(ada, answer);
        }
    }

    @Test
    void theLastEventsIdResumes() {
        try (StreamClient ada = StreamClient.hello(server, "Ada");
                SocketClient bob = SocketClient.hello(door, "Bob")) {
            String seen = awaitSaid(ada, say(bob, "before")).id();
            ada.close();
            List<String> missed = IntStream.range(0, 55)
                    .mapToObj(i -> say(bob, "missed " + i))
                    .toList();
            awaitSaid(bob, missed.get(54));

            try (StreamClient again =
                    StreamClient.session(server, "resume", ada.resume()).open(seen)) {
                assertThat(again.self()).isEqualTo(ada.self());
                assertThat(again.await("said", 55))
                        .extracting(said -> said.data().path("id").asText())
                        .containsExactlyElementsOf(missed);
            }
        }
    }

    @Test
    void whereTheHelloSaysSoTheStreamBegins() {
        try (StreamClient ada = StreamClient.session(server, "name", "Ada", "after", "foreign.7")
                .open(null)) {
            assertThat(ada.await("gap")).isNotNull();
        }
    }

    @Test
    void aRepeatedMessageIsSaidOnce() {
        try (StreamClient ada = StreamClient.hello(server, "Ada");
                StreamClient bob = StreamClient.hello(server, "Bob")) {
            String id = UUID.randomUUID().toString();
            ada.say(id, "once");
            Event first = awaitSaid(ada, id);

            Answer again = ada.say(id, "twice");
            assertThat(again.status()).isEqualTo(202);
            assertThat(again.body()).isEqualTo(first.data());
            assertThat(awaitSaid(ada, id).data()).isEqualTo(first.data());

            Answer foreign = bob.say(id, "mine");
            assertThat(foreign.status()).isEqualTo(409);
            assertThat(foreign.contentType()).startsWith("application/problem+json");
            assertThat(foreign.body().path("code").asText()).isEqualTo("duplicate_id");
        }
    }

    @Test
    void theOtherKindTakesOver() {
        try (StreamClient stream = StreamClient.hello(server, "Ada")) {
            stream.await("welcome");
            SocketClient socket = SocketClient.connect(door);
            socket.send("hello", "resume", stream.resume()).await("welcome");
            assertThat(stream.await("error").data().path("code").asText()).isEqualTo("taken_over");
            assertThat(stream.awaitClose()).isEqualTo(4503);

            try (StreamClient back = StreamClient.session(server, "resume", stream.resume())) {
                socket.awaitError("taken_over");
                assertThat(socket.awaitClose()).isEqualTo(4503);
                assertThat(back.welcome().path("resumed").asBoolean()).isTrue();
            }
        }
    }

    @Test
    void whoEndsTheStreamHasGone() {
        try (SocketClient bob = SocketClient.hello(door, "Bob")) {
            StreamClient ada = StreamClient.hello(server, "Ada");
            awaitPresence(bob, "joined", ada.self());
            ada.close();
            awaitPresence(bob, "left", ada.self());
        }
    }

    @Test
    void floodsAreRefusedByCode() {
        try (StreamClient ada = StreamClient.hello(server, "Ada")) {
            List<Answer> answers = IntStream.range(0, 150)
                    .parallel()
                    .mapToObj(i -> ada.say(UUID.randomUUID().toString(), "flood"))
                    .filter(answer -> answer.status() != 202)
                    .toList();
            assertThat(answers).isNotEmpty().allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(429);
                assertThat(answer.body()).isEqualTo(new Golden("chat").tree("rest-problem-rate_limited"));
            });
        }
    }

    private static void awaitPresence(SocketClient client, String change, String who) {
        while (!client.await("presence").path(change).toString().contains(who)) {
            // Somebody else's: other tests have just ended.
        }
    }

    private static String say(SocketClient client, String text) {
        String id = UUID.randomUUID().toString();
        client.send("say", "id", id, "text", text);
        return id;
    }

    private static Event awaitSaid(StreamClient client, String id) {
        Event said = client.await("said");
        while (!said.data().path("id").asText().equals(id)) {
            said = client.await("said");
        }
        return said;
    }

    private static Object awaitSaid(SocketClient client, String id) {
        var said = client.await("said");
        while (!said.path("id").asText().equals(id)) {
            said = client.await("said");
        }
        return said;
    }
}

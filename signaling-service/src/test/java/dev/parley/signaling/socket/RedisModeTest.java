package dev.parley.signaling.socket;

import static dev.parley.signaling.testing.Stages.eventually;
import static dev.parley.signaling.testing.Stages.join;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.signaling.cluster.TestNode;
import dev.parley.signaling.log.Audience;
import dev.parley.signaling.log.Channel;
import dev.parley.signaling.log.Draft;
import dev.parley.signaling.log.Retention;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.testing.RedisServer;
import dev.parley.signaling.testing.SocketClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The service with its state in Redis. */
@QuarkusTest
@QuarkusTestResource(value = SharedRedis.class, restrictToAnnotatedClass = true)
class RedisModeTest {

    private static final Channel LOBBY =
            new Channel("chat:lobby", new Retention(Duration.ofHours(24), 1_000, Duration.ofMinutes(2), 1 << 24));

    @TestHTTPResource("/ws/chat")
    URI chat;

    @TestHTTPResource("/ws/rooms")
    URI rooms;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    RedisServer redis;

    @Test
    void theChatIsSharedWithOtherNodes() {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (TestNode other = new TestNode(redis.uri(), "parley").start();
                SocketClient ada = SocketClient.hello(chat, "Ada")) {
            other.log().follow(LOBBY, entry -> heard.add(entry.draft().id()));
            join(other.log().replay(LOBBY, null, 0));
            String there = UUID.randomUUID().toString();
            String said = "{\"type\":\"said\",\"id\":\"" + there + "\"}";

            join(other.log().append(LOBBY, new Draft(there, new PeerId("elsewhere"), Audience.EVERYBODY, said)));
            awaitSaid(ada, there);
            String here = say(ada);
            awaitSaid(ada, here);
            eventually(() -> assertThat(heard).containsExactly(there, here));
        }
    }

    @Test
    void roomsAreHeldInRedis() {
        try (SocketClient ada = SocketClient.hello(rooms, "Ada");
                SocketClient bob = SocketClient.hello(rooms, "Bob")) {
            ada.send("join", "kind", "chat", "room", "tea").await("joined");
            JsonNode joined = bob.send("join", "kind", "chat", "room", "tea").await("joined");
            assertThat(joined.path("peers").get(0).path("id").asText()).isEqualTo(ada.self());
            ada.await("peer_joined");
            bob.send("candidate", "id", "c1", "candidate", null).await("ack");
            assertThat(ada.await("candidate").path("seq").asLong()).isEqualTo(4);
            ada.cut();
            bob.await("peer_away");
            bob.send("message", "id", "m1", "text", "Are you there?").await("ack");

            try (SocketClient again = SocketClient.comeBack(rooms, ada, 4)) {
                assertThat(again.welcome().path("resumed").asBoolean()).isTrue();
                assertThat(again.await("joined").path("history")).hasSize(1);
                assertThat(again.await("message").path("seq").asLong()).isEqualTo(5);
                bob.await("peer_back");
                bob.send("leave").close();
                again.await("peer_left");
            }
        }
    }

    @Test
    void whileRedisIsAwayNothingIsAcknowledgedAndEverybodyIsTold() {
        try (SocketClient ada = SocketClient.hello(chat, "Ada");
                SocketClient bob = SocketClient.hello(rooms, "Bob")) {
            awaitSaid(ada, say(ada));
            bob.send("join", "kind", "chat", "room", "away").await("joined");

            redis.kill();
            String lost = say(ada);
            JsonNode error = ada.awaitError("unavailable");
            assertThat(error.path("ref").asText()).isEqualTo(lost);
            assertThat(error.path("retryable").asBoolean()).isTrue();
            eventually(
                    () -> given().get(management.resolve("health/ready")).then().statusCode(503));
            given().get(management.resolve("metrics")).then().body(containsString("parley_redis_up 0.0"));
            bob.send("message", "id", "m", "text", "Is anybody there?");
            assertThat(bob.awaitError("unavailable").path("ref").asText()).isEqualTo("m");
            SocketClient newcomer = SocketClient.connect(chat).send("hello");
            newcomer.awaitError("unavailable");
            assertThat(newcomer.awaitClose()).isEqualTo(4013);

            redis.restart();
            ada.await("gap");
            assertThat(bob.awaitClose()).isEqualTo(4013);
            eventually(
                    () -> given().get(management.resolve("health/ready")).then().statusCode(200));
            ada.send("say", "id", lost, "text", "again");
            awaitSaid(ada, lost);
        }
    }

    @Test
    void everyMetricOfThisModeIsDocumentedAndExists() throws IOException {
        assertThat(ManagementTest.existing(management)).isEqualTo(ManagementTest.documented(true));
    }

    private static void awaitSaid(SocketClient client, String id) {
        JsonNode said = client.await("said");
        while (!said.path("id").asText().equals(id)) {
            said = client.await("said");
        }
    }

    private static String say(SocketClient client) {
        String id = UUID.randomUUID().toString();
        client.send("say", "id", id, "text", "Hello");
        return id;
    }
}

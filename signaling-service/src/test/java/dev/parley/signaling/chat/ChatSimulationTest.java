package dev.parley.signaling.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.signaling.log.MemoryChatLog;
import dev.parley.signaling.presence.MemoryPresence;
import dev.parley.signaling.protocol.CloseCode;
import dev.parley.signaling.session.FakeSocket;
import dev.parley.signaling.session.Identities;
import dev.parley.signaling.session.Resume;
import dev.parley.signaling.session.TestSessionConfig;
import dev.parley.signaling.testing.Simulation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The chat under simulated time, from frame to frame. */
class ChatSimulationTest {

    private final Simulation simulation = new Simulation();
    private final Random random = new Random(7);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ChatDoor door = new ChatDoor(
            new TestChatConfig(),
            new TestSessionConfig(),
            new MemoryChatLog(simulation, random),
            new MemoryPresence(),
            new Identities(new Resume(List.of("secret"), Duration.ofHours(24), simulation), random),
            simulation,
            simulation,
            meters);

    @Test
    void whoSaysNothingIsClosed() {
        FakeSocket silent = connect();
        simulation.advance(Duration.ofSeconds(10));

        assertThat(silent.only().path("code").asText()).isEqualTo("invalid_message");
        assertThat(silent.closeCode()).isEqualTo(CloseCode.BAD_REQUEST);
    }

    @Test
    void whoSaysHelloInTimeStays() {
        FakeSocket ada = hello("Ada");
        simulation.advance(Duration.ofMinutes(10));

        assertThat(ada.closeCode()).isNull();
    }

    @Test
    void everybodyReadsWhatOneSays() {
        FakeSocket ada = hello("Ada");
        FakeSocket bob = hello("Bob");

        String id = say(ada, "hi");

        for (FakeSocket each : List.of(ada, bob)) {
            JsonNode said = each.only();
            assertThat(said.path("id").asText()).isEqualTo(id);
            assertThat(said.path("from").path("name").asText()).isEqualTo("Ada");
            assertThat(said.path("at").asText()).isEqualTo("2026-11-21T09:41:20.305Z");
        }
    }

    @Test
    void aRepeatedSayIsAnsweredToItsAuthorAlone() {
        FakeSocket ada = hello("Ada");
        FakeSocket bob = hello("Bob");
        String id = say(ada, "hi");
        JsonNode original = ada.only();
        bob.received();

        say(ada, id, "something else");
        say(bob, id, "mine");

        assertThat(ada.only()).isEqualTo(original);
        assertThat(bob.only().path("code").asText()).isEqualTo("duplicate_id");
    }

    @Test
    void aRepeatedSayIsAnsweredThoughTheAuthorWasAwayTooLongToHearIt() {
        FakeSocket ada = connect().send("{'type':'hello','name':'Ada'}");
        String resume = ada.only().path("resume").asText();
        FakeSocket bob = hello("Bob");
        String id = say(ada, "hi");
        JsonNode original = ada.only();
        ada.closed(false);
        for (int i = 0; i < ChatRoom.RECENT; i++) {
            say(bob, "meanwhile " + i);
            simulation.advance(Duration.ofSeconds(1));
        }

        FakeSocket again = connect().send("{'type':'hello','resume':'" + resume + "'}");
        again.received();
        say(again, id, "hi");

        assertThat(again.only()).isEqualTo(original);
    }

    @Test
    void whoComesBackGetsExactlyWhatTheyMissed() {
        FakeSocket ada = connect().send("{'type':'hello','name':'Ada'}");
        JsonNode welcome = ada.only();
        FakeSocket bob = hello("Bob");
        say(bob, "before");
        String cursor = ada.only().path("cursor").asText();
        ada.closed(false);
        IntStream.range(0, 40).forEach(i -> say(bob, "missed " + i));
        simulation.advance(Duration.ofSeconds(5));

        FakeSocket again = connect()
                .send("{'type':'hello','resume':'" + welcome.path("resume").asText() + "','after':'" + cursor + "'}");
        say(bob, "after");

        List<JsonNode> received = again.received();
        assertThat(received.get(0).path("resumed").asBoolean()).isTrue();
        assertThat(received.get(0).path("self")).isEqualTo(welcome.path("self"));
        assertThat(received.get(0).path("name").asText()).isEqualTo("Ada");
        assertThat(received.get(0).path("cursor").asText()).isEqualTo(cursor);
        assertThat(received.subList(1, received.size()))
                .extracting(message -> message.path("text").asText())
                .containsExactlyElementsOf(
                        Stream.concat(IntStream.range(0, 40).mapToObj(i -> "missed " + i), Stream.of("after"))
                                .toList());
    }

    @Test
    void whatIsSaidWhileSomebodyComesInComesOnce() {
        FakeSocket bob = hello("Bob");
        FakeSocket ada = connect();
        String id = UUID.randomUUID().toString();
        bob.sendWithoutTurn("{'type':'say','id':'" + id + "','text':'just now'}");
        ada.sendWithoutTurn("{'type':'hello','name':'Ada'}");

        assertThat(ada.received("said")).hasSize(1);
        assertThat(bob.received("said")).hasSize(1);
    }

    @Test
    void aNewcomerGetsTheLastFifty() {
        FakeSocket bob = hello("Bob");
        IntStream.range(0, 60).forEach(i -> say(bob, "m" + i));

        List<JsonNode> received =
                connect().send("{'type':'hello','name':'Ada'}").received();

        assertThat(received).hasSize(51);
        assertThat(received.get(1).path("text").asText()).isEqualTo("m10");
        assertThat(received.get(50).path("text").asText()).isEqualTo("m59");
    }

    @Test
    void aCursorOfAnotherLogIsAGap() {
        say(hello("Bob"), "hi");

        List<JsonNode> received = connect()
                .send("{'type':'hello','name':'Ada','after':'foreign.7'}")
                .received();

        assertThat(received)
                .extracting(message -> message.path("type").asText())
                .containsExactly("welcome", "gap", "said");
    }

    @Test
    void presenceIsGatheredForASecond() {
        FakeSocket ada = hello("Ada");
        simulation.advance(Duration.ofSeconds(2));
        ada.received();

        FakeSocket bob = hello("Bob");
        FakeSocket cy = hello("Cy");
        cy.closed(true);
        assertThat(ada.received("presence")).isEmpty();
        simulation.advance(Duration.ofSeconds(1));

        JsonNode presence = ada.only();
        assertThat(presence.path("count").asInt()).isEqualTo(2);
        assertThat(presence.path("joined")).hasSize(1);
        assertThat(presence.path("joined").get(0).path("name").asText()).isEqualTo("Bob");
        assertThat(presence.path("left")).isEmpty();

        bob.closed(false);
        simulation.advance(Duration.ofSeconds(1));
        assertThat(ada.only().path("left")).hasSize(1);
    }

    @Test
    void presenceNamesTwentyAndCountsTheRest() {
        FakeSocket ada = hello("Ada");
        simulation.advance(Duration.ofSeconds(2));
        ada.received();
        IntStream.range(0, 30).forEach(i -> hello("P" + i));
        simulation.advance(Duration.ofSeconds(1));

        JsonNode presence = ada.only();
        assertThat(presence.path("joined")).hasSize(20);
        assertThat(presence.path("count").asInt()).isEqualTo(31);
    }

    @Test
    void aSecondSocketTakesOver() {
        FakeSocket first = connect().send("{'type':'hello','name':'Ada'}");
        String resume = first.only().path("resume").asText();

        FakeSocket second = connect().send("{'type':'hello','resume':'" + resume + "'}");

        assertThat(first.only().path("code").asText()).isEqualTo("taken_over");
        assertThat(first.closeCode()).isEqualTo(CloseCode.TAKEN_OVER);
        assertThat(second.only().path("count").asInt()).isEqualTo(1);
        first.closed(false);
        say(second, "still here");
        assertThat(second.received("said")).hasSize(1);
        assertThat(meters.get("parley.taken.over").counter().count()).isEqualTo(1);
    }

    @Test
    void aForgedTokenIsANewIdentity() {
        FakeSocket ada = connect().send("{'type':'hello','name':'Ada','resume':'v1.a.b.c'}");

        assertThat(ada.only().path("resumed").asBoolean()).isFalse();
    }

    @Test
    void aSlowReceiverIsClosedAndDelaysNobody() {
        FakeSocket slow = hello("Slow");
        FakeSocket ada = hello("Ada");
        slow.stopReading();
        String text = "x".repeat(4000);
        for (int i = 0; i < 300; i++) {
            say(ada, text);
            simulation.advance(Duration.ofMillis(60));
        }

        assertThat(slow.closeCode()).isEqualTo(CloseCode.SLOW_RECEIVER);
        assertThat(ada.received("said")).hasSize(300);
        assertThat(ada.closeCode()).isNull();
    }

    @Test
    void whoWasTooSlowGetsABoundedCatchUpAndLaterAllOfIt() {
        FakeSocket slow = connect().send("{'type':'hello','name':'Slow'}");
        JsonNode welcome = slow.only();
        String hello = "{'type':'hello','resume':'" + welcome.path("resume").asText() + "','after':'"
                + welcome.path("cursor").asText() + "'}";
        FakeSocket ada = hello("Ada");
        slow.stopReading();
        for (int i = 0; i < 300; i++) {
            say(ada, "x".repeat(4000));
            simulation.advance(Duration.ofMillis(60));
        }
        assertThat(slow.closeCode()).isEqualTo(CloseCode.SLOW_RECEIVER);

        assertThat(types(connect().send(hello))).containsEntry("gap", 1L).containsEntry("said", (long) ChatRoom.RECENT);
        simulation.advance(Duration.ofMinutes(1));
        assertThat(types(connect().send(hello))).doesNotContainKey("gap").containsEntry("said", 300L);
    }

    @Test
    void whoWasTooSlowAndMissedLittleGetsAllOfIt() {
        FakeSocket slow = connect().send("{'type':'hello','name':'Slow'}");
        JsonNode welcome = slow.only();
        FakeSocket ada = hello("Ada");
        slow.stopReading();
        say(ada, "first");
        simulation.advance(Duration.ofSeconds(11));
        slow.patrol();
        assertThat(slow.closeCode()).isEqualTo(CloseCode.SLOW_RECEIVER);

        FakeSocket again = connect()
                .send("{'type':'hello','resume':'" + welcome.path("resume").asText() + "','after':'"
                        + welcome.path("cursor").asText() + "'}");
        assertThat(types(again)).doesNotContainKey("gap").containsEntry("said", 1L);
    }

    @Test
    void aNodeThatStopsSaysWhatItHasToSayAndSendsEverybodyAway() {
        FakeSocket ada = hello("Ada");
        FakeSocket bob = hello("Bob");
        say(ada, "the last word");

        ada.shutDown();
        bob.shutDown();

        assertThat(bob.received("said")).hasSize(1);
        assertThat(ada.closeCode()).isEqualTo(CloseCode.SHUTDOWN);
        assertThat(bob.closeCode()).isEqualTo(CloseCode.SHUTDOWN);
    }

    @Test
    void floodsAreRefusedByCode() {
        FakeSocket ada = hello("Ada");
        IntStream.range(0, 100).forEach(i -> say(ada, "flood"));

        List<JsonNode> received = ada.received();
        assertThat(received)
                .filteredOn(m -> m.path("type").asText().equals("said"))
                .hasSize(60);
        List<JsonNode> refused = received.stream()
                .filter(m -> m.path("code").asText().equals("rate_limited"))
                .toList();
        assertThat(refused)
                .hasSize(40)
                .allMatch(m -> m.hasNonNull("ref") && m.path("retryable").asBoolean());
        simulation.advance(Duration.ofSeconds(1));
        say(ada, "calm");
        assertThat(ada.received("said")).hasSize(1);
    }

    private static Map<String, Long> types(FakeSocket socket) {
        return socket.received().stream()
                .collect(Collectors.groupingBy(message -> message.path("type").asText(), Collectors.counting()));
    }

    private FakeSocket connect() {
        return new FakeSocket(simulation, door.settings(), door.metrics(), door::begin);
    }

    private FakeSocket hello(String name) {
        FakeSocket socket = connect().send("{'type':'hello','name':'" + name + "'}");
        socket.received();
        return socket;
    }

    private static String say(FakeSocket socket, String text) {
        return say(socket, UUID.randomUUID().toString(), text);
    }

    private static String say(FakeSocket socket, String id, String text) {
        socket.send("{'type':'say','id':'" + id + "','text':'" + text + "'}");
        return id;
    }
}

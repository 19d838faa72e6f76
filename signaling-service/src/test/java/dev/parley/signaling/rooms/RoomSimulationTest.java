package dev.parley.signaling.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.signaling.log.MemoryChatLog;
import dev.parley.signaling.protocol.CloseCode;
import dev.parley.signaling.registry.MemoryRoomRegistry;
import dev.parley.signaling.relay.MemoryRelay;
import dev.parley.signaling.session.FakeSocket;
import dev.parley.signaling.session.Identities;
import dev.parley.signaling.session.Resume;
import dev.parley.signaling.session.TestSessionConfig;
import dev.parley.signaling.testing.Simulation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rooms under simulated time, from frame to frame. */
class RoomSimulationTest {

    private static final String JOIN = "{'type':'join','id':'j','kind':'chat','room':'tea'}";

    private final Simulation simulation = new Simulation();
    private final Random random = new Random(7);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RoomDoor door = door(new TestRoomConfig());

    private RoomDoor door(RoomConfig config) {
        return new RoomDoor(
                config,
                new TestSessionConfig(),
                new MemoryChatLog(simulation, random),
                new MemoryRoomRegistry(random),
                new MemoryRelay(),
                new Identities(new Resume(List.of("secret"), Duration.ofHours(24), simulation), random),
                simulation,
                simulation,
                random,
                simulation,
                meters);
    }

    /** Somebody with their socket and what a page remembers of the session. */
    private final class Client {
        FakeSocket socket;
        String self;
        String resume;

        Client(String name) {
            socket = connect().send("{'type':'hello','name':'" + name + "'}");
            remember(socket.only());
        }

        void remember(JsonNode welcome) {
            self = welcome.path("self").asText();
            resume = welcome.path("resume").asText();
        }

        Client send(String json) {
            socket.send(json);
            return this;
        }

        /** Comes back with a new socket, having seen messages up to this number. */
        List<JsonNode> comeBack(long after) {
            socket = connect().send("{'type':'hello','resume':'" + resume + "','after':" + after + "}");
            List<JsonNode> received = socket.received();
            remember(received.get(0));
            return received;
        }
    }

    private FakeSocket connect() {
        return connect(door);
    }

    private FakeSocket connect(RoomDoor to) {
        return new FakeSocket(simulation, to.settings(), to.metrics(), to::begin);
    }

    private Client inRoom(String name) {
        Client client = new Client(name).send(JOIN);
        client.socket.received();
        return client;
    }

    @Test
    void theNewcomerIsToldOfThePeerAndThePeerOfTheNewcomer() {
        Client ada = new Client("Ada").send(JOIN);
        JsonNode alone = ada.socket.only();
        assertThat(alone.path("type").asText()).isEqualTo("joined");
        assertThat(alone.path("ref").asText()).isEqualTo("j");
        assertThat(alone.path("seq").asLong()).isEqualTo(2);
        assertThat(alone.path("peers")).isEmpty();

        Client bob = new Client("Bob").send(JOIN);

        assertThat(bob.socket.only().path("peers").get(0).path("id").asText()).isEqualTo(ada.self);
        JsonNode joined = ada.socket.only();
        assertThat(joined.path("type").asText()).isEqualTo("peer_joined");
        assertThat(joined.path("peer").path("id").asText()).isEqualTo(bob.self);
        assertThat(meters.get("parley.rooms").gauge().value()).isEqualTo(1);
    }

    @Test
    void signalsGoToTheOtherInOrderAndAreAcknowledged() {
        Client ada = inRoom("Ada");
        Client bob = inRoom("Bob");
        ada.socket.received();

        bob.send("{'type':'candidate','id':'k1','candidate':{'candidate':'early'}}")
                .send("{'type':'description','id':'d1','to':'" + ada.self
                        + "','description':{'type':'offer','sdp':'v=0'}}")
                .send("{'type':'candidate','id':'k2','candidate':null}");

        List<JsonNode> received = ada.socket.received();
        assertThat(received)
                .extracting(message -> message.path("type").asText())
                .containsExactly("candidate", "description", "candidate");
        assertThat(received).allMatch(message -> message.path("from").asText().equals(bob.self));
        assertThat(received.get(2).get("candidate").isNull()).isTrue();
        assertThat(bob.socket.received("ack"))
                .extracting(ack -> ack.path("ref").asText())
                .containsExactly("k1", "d1", "k2");
    }

    @Test
    void whatIsRepeatedIsDoneOnceAndAcknowledgedAgain() {
        Client ada = inRoom("Ada");
        Client bob = inRoom("Bob");
        ada.socket.received();
        String offer = "{'type':'description','id':'d1','description':{'type':'offer','sdp':'v=0'}}";
        String message = "{'type':'message','id':'m1','text':'hi'}";
        String caption = "{'type':'caption','id':'c1','item':'i','text':'hi','final':true}";

        bob.send(offer).send(message).send(caption);
        bob.socket.closed(false);
        bob.comeBack(99);
        bob.send(offer).send(message).send(caption);

        assertThat(ada.socket.received())
                .extracting(m -> m.path("type").asText())
                .containsExactly("description", "message", "caption", "peer_away", "peer_back");
        assertThat(bob.socket.received())
                .extracting(m -> m.path("ref").asText())
                .containsExactly("d1", "m1", "c1");
    }

    @Test
    void strangersAreNotReached() {
        Client ada = inRoom("Ada");
        Client stranger = new Client("Eve");

        stranger.send(
                "{'type':'description','id':'d1','to':'" + ada.self + "','description':{'type':'offer','sdp':'v=0'}}");
        assertThat(stranger.socket.only().path("code").asText()).isEqualTo("not_in_room");
        stranger.send("{'type':'message','id':'m1','text':'hi'}");
        assertThat(stranger.socket.only().path("code").asText()).isEqualTo("not_in_room");

        stranger.send("{'type':'join','kind':'video','room':'tea'}");
        stranger.socket.received();
        stranger.send("{'type':'candidate','to':'" + ada.self + "','candidate':null}");
        assertThat(stranger.socket.only().path("code").asText()).isEqualTo("peer_not_found");
        stranger.send("{'type':'candidate','candidate':null}");
        assertThat(stranger.socket.only().path("code").asText()).isEqualTo("peer_not_found");
        assertThat(ada.socket.received()).isEmpty();
    }

    @Test
    void inARoomOfThreeTheAddresseeIsNamed() {
        Client ada = new Client("Ada").send("{'type':'create','id':'c','kind':'video','capacity':3}");
        String room = ada.socket.only().path("room").asText();
        assertThat(room).hasSize(11);
        String join = "{'type':'join','kind':'video','room':'" + room + "','create':false}";
        new Client("Bob").send(join);
        Client cy = new Client("Cy").send(join);
        assertThat(cy.socket.only().path("peers")).hasSize(2);

        cy.send("{'type':'candidate','id':'k','candidate':null}");

        assertThat(cy.socket.only().path("code").asText()).isEqualTo("invalid_message");
        Client dan = new Client("Dan").send(join);
        assertThat(dan.socket.only().path("code").asText()).isEqualTo("room_full");
    }

    @Test
    void roomTextReachesAllAndNewcomersGetItsEnd() {
        Client ada = inRoom("Ada");
        for (int i = 0; i < 60; i++) {
            ada.send("{'type':'message','id':'m" + i + "','text':'text " + i + "'}");
        }
        assertThat(ada.socket.received("message")).hasSize(60);

        Client bob = new Client("Bob").send(JOIN);
        JsonNode history = bob.socket.only().path("history");

        assertThat(history).hasSize(50);
        assertThat(history.get(0).path("text").asText()).isEqualTo("text 10");
        assertThat(history.get(49).path("from").path("name").asText()).isEqualTo("Ada");
    }

    @Test
    void captionsGoToTheOthersAndFinalOnesAreKept() {
        Client ada = inRoom("Ada");
        Client bob = inRoom("Bob");
        ada.socket.received();
        ada.send("{'type':'caption','item':'i1','text':'ask','final':false}")
                .send("{'type':'caption','item':'i1','text':'ask not','final':true}");

        assertThat(bob.socket.received("caption"))
                .extracting(caption -> caption.path("text").asText())
                .containsExactly("ask", "ask not");
        assertThat(ada.socket.received("caption")).isEmpty();
        bob.send("{'type':'leave'}").send(JOIN);
        assertThat(bob.socket.only().path("history")).hasSize(1);
    }

    @Test
    void aNodeKnowsSoManyRoomsAndThoseStayOpen() {
        RoomDoor narrow = door(new TestRoomConfig(50, 300, 5000, 2, Duration.ofSeconds(15)));
        List<FakeSocket> people = Stream.generate(() -> connect(narrow).send("{'type':'hello'}"))
                .limit(5)
                .toList();
        people.get(0).send("{'type':'create','kind':'chat'}");
        people.get(1).send("{'type':'join','kind':'chat','room':'second'}");
        people.forEach(FakeSocket::received);

        people.get(2).send("{'type':'create','kind':'chat'}");
        people.get(3).send("{'type':'join','kind':'chat','room':'third'}");
        people.get(4).send("{'type':'join','kind':'chat','room':'second'}");

        assertThat(people.get(2).only().path("code").asText()).isEqualTo("unavailable");
        assertThat(people.get(3).only().path("code").asText()).isEqualTo("unavailable");
        assertThat(people.get(4).only().path("type").asText()).isEqualTo("joined");
        assertThat(meters.get("parley.limits.reached")
                        .tag("limit", "node_rooms")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aRoomThatEndedLeavesNothing() {
        Client ada = inRoom("Ada");
        ada.send("{'type':'message','id':'m1','text':'secret'}").send("{'type':'leave','id':'l'}");
        ada.socket.received();

        Client bob = new Client("Bob").send(JOIN);

        assertThat(bob.socket.only().path("history")).isEmpty();
        assertThat(meters.get("parley.rooms").gauge().value()).isEqualTo(1);
    }

    @Test
    void aLostSocketKeepsItsPlaceAndMissesNothing() {
        Client ada = inRoom("Ada");
        Client bob = inRoom("Bob");
        ada.socket.received();

        bob.socket.closed(false);
        assertThat(ada.socket.only().path("type").asText()).isEqualTo("peer_away");
        assertThat(meters.get("parley.peers.away").gauge().value()).isEqualTo(1);
        for (int i = 0; i < 10; i++) {
            ada.send("{'type':'candidate','id':'k" + i + "','candidate':{'candidate':'" + i + "'}}");
        }
        simulation.advance(Duration.ofSeconds(14));
        List<JsonNode> received = bob.comeBack(2);

        assertThat(received.get(0).path("resumed").asBoolean()).isTrue();
        assertThat(received.get(0).has("seq")).isFalse();
        assertThat(received.get(1).path("type").asText()).isEqualTo("joined");
        assertThat(received.get(1).has("seq")).isFalse();
        assertThat(received.get(1).path("peers").get(0).path("id").asText()).isEqualTo(ada.self);
        assertThat(received.subList(2, received.size()))
                .extracting(message -> message.path("seq").asLong())
                .containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
        assertThat(ada.socket.received("peer_back")).hasSize(1);
        simulation.advance(Duration.ofMinutes(1));
        assertThat(ada.socket.received()).isEmpty();
        assertThat(meters.get("parley.peers.away").gauge().value()).isZero();
    }

    @Test
    void whoStaysAwayIsLost() {
        Client ada = inRoom("Ada");
        Client bob = inRoom("Bob");
        ada.socket.received();
        String before = bob.self;

        bob.socket.closed(false);
        simulation.advance(Duration.ofSeconds(15));

        List<JsonNode> told = ada.socket.received();
        assertThat(told).extracting(m -> m.path("type").asText()).containsExactly("peer_away", "peer_left");
        assertThat(told.get(1).path("reason").asText()).isEqualTo("lost");
        JsonNode welcome = bob.comeBack(2).get(0);
        assertThat(welcome.path("resumed").asBoolean()).isFalse();
        assertThat(welcome.path("seq").asLong()).isEqualTo(1);
        assertThat(welcome.path("name").asText()).isEqualTo("Bob");
        assertThat(bob.self).isNotEqualTo(before);
        assertThat(meters.get("parley.peers.lost").counter().count()).isEqualTo(1);
    }

    @Test
    void whoClosesOnPurposeHasLeftAtOnce() {
        Client ada = inRoom("Ada");
        Client bob = inRoom("Bob");
        ada.socket.received();

        bob.socket.closed(true);

        assertThat(ada.socket.only().path("reason").asText()).isEqualTo("left");
        assertThat(bob.comeBack(2).get(0).path("resumed").asBoolean()).isFalse();
    }

    @Test
    void whoMissesMoreThanIsKeptIsLostAtOnce() {
        Client ada = inRoom("Ada");
        Client bob = inRoom("Bob");
        ada.socket.received();
        bob.socket.closed(false);

        IntStream.range(0, 65).forEach(i -> ada.send("{'type':'candidate','candidate':{'candidate':'" + i + "'}}"));

        List<JsonNode> told = ada.socket.received();
        assertThat(told).extracting(m -> m.path("type").asText()).containsExactly("peer_away", "peer_left");
        assertThat(told.get(1).path("reason").asText()).isEqualTo("lost");
        assertThat(bob.comeBack(2).get(0).path("resumed").asBoolean()).isFalse();
    }

    @Test
    void sixtyFourMissedMessagesAreNotTooMany() {
        Client ada = inRoom("Ada");
        Client bob = inRoom("Bob");
        bob.socket.closed(false);

        IntStream.range(0, 64).forEach(i -> ada.send("{'type':'candidate','candidate':{'candidate':'" + i + "'}}"));

        List<JsonNode> received = bob.comeBack(2);
        assertThat(received.get(0).path("resumed").asBoolean()).isTrue();
        assertThat(received).hasSize(66);
    }

    @Test
    void aSecondSocketTakesOverWithoutAnAbsence() {
        Client ada = inRoom("Ada");
        Client bob = inRoom("Bob");
        ada.socket.received();
        FakeSocket first = bob.socket;

        List<JsonNode> received = bob.comeBack(2);

        JsonNode farewell = first.only();
        assertThat(farewell.path("code").asText()).isEqualTo("taken_over");
        assertThat(farewell.has("seq")).isFalse();
        assertThat(first.closeCode()).isEqualTo(CloseCode.TAKEN_OVER);
        first.closed(false);
        assertThat(received).hasSize(2);
        simulation.advance(Duration.ofMinutes(1));
        assertThat(ada.socket.received()).isEmpty();
    }

    @Test
    void anAbsenceThatIsOverDoesNotEndTheNextOne() {
        Client ada = inRoom("Ada");
        Client bob = inRoom("Bob");
        bob.socket.closed(false);
        simulation.advance(Duration.ofSeconds(10));
        bob.comeBack(2);
        bob.socket.closed(false);
        ada.socket.received();

        simulation.advance(Duration.ofSeconds(14));
        assertThat(ada.socket.received()).isEmpty();
        simulation.advance(Duration.ofSeconds(1));
        assertThat(ada.socket.only().path("reason").asText()).isEqualTo("lost");
    }

    @Test
    void aLockedRoomTakesNobodyNewButTheAbsentBack() {
        Client ada = inRoom("Ada");
        Client bob = inRoom("Bob");
        ada.send("{'type':'lock','id':'x','locked':true}");
        assertThat(bob.socket.received("locked").get(0).path("by").asText()).isEqualTo(ada.self);
        bob.send("{'type':'leave'}");

        Client cy = new Client("Cy").send(JOIN);

        assertThat(cy.socket.only().path("code").asText()).isEqualTo("room_locked");
        ada.socket.closed(false);
        assertThat(ada.comeBack(1).get(1).path("locked").asBoolean()).isTrue();
    }

    @Test
    void lookingIsNotJoining() {
        Client ada = new Client("Ada");
        String lookup = "{'type':'lookup','id':'l','kind':'chat','room':'tea'}";
        assertThat(ada.send(lookup).socket.only().path("exists").asBoolean()).isFalse();
        inRoom("Bob");

        JsonNode room = ada.send(lookup).socket.only();

        assertThat(room.path("participants").asInt()).isEqualTo(1);
        assertThat(room.path("capacity").asInt()).isEqualTo(2);
        ada.send("{'type':'join','id':'j','kind':'chat','room':'nobody','create':false}");
        assertThat(ada.socket.only().path("code").asText()).isEqualTo("room_not_found");
    }

    @Test
    void errorsAreNumberedLikeEverythingElse() {
        Client ada = new Client("Ada").send("nonsense").send("{'type':'hello','id':'h'}");

        assertThat(ada.socket.received())
                .extracting(m -> m.path("seq").asLong())
                .containsExactly(2L, 3L);
    }

    @Test
    void whatIsSentBehindTheHelloIsDoneInOrder() {
        FakeSocket ada = connect();
        ada.send("{'type':'hello','name':'Ada'}").send(JOIN).send("{'type':'message','id':'m','text':'hi'}");

        List<String> types =
                ada.received().stream().map(m -> m.path("type").asText()).toList();
        assertThat(types).startsWith("welcome", "joined").hasSize(4).contains("message", "ack");
    }
}

package dev.parley.signaling.cluster;

import static dev.parley.signaling.testing.Stages.eventually;
import static dev.parley.signaling.testing.Stages.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signaling.protocol.Frame;
import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.protocol.Superseded;
import dev.parley.signaling.registry.Admission;
import dev.parley.signaling.registry.Change;
import dev.parley.signaling.registry.Departure;
import dev.parley.signaling.registry.JoinRequest;
import dev.parley.signaling.registry.Member;
import dev.parley.signaling.registry.Room;
import dev.parley.signaling.registry.RoomKey;
import dev.parley.signaling.registry.RoomKind;
import dev.parley.signaling.registry.RoomListener;
import dev.parley.signaling.registry.RoomRegistry;
import dev.parley.signaling.relay.Inbox;
import dev.parley.signaling.relay.Post;
import dev.parley.signaling.relay.Resumption;
import dev.parley.signaling.relay.Told;
import dev.parley.signaling.testing.RedisServer;
import dev.parley.signaling.testing.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nodes that share a Redis promise together about rooms and mailboxes. */
class RoomsOnSeveralNodesTest {

    private static final RoomKey TEA = new RoomKey(RoomKind.CHAT, "tea: for two");
    private static final Peer ADA = new Peer(new PeerId("ada"), "Ada Lovelace");
    private static final Peer BOB = new Peer(new PeerId("bob"), "Bob");
    private static final Peer CY = new Peer(new PeerId("cy"), "Cy");

    private RedisServer ownRedis;
    private TestNode one;
    private TestNode two;
    private final List<String> toldAtOne = new CopyOnWriteArrayList<>();
    private final List<String> toldAtTwo = new CopyOnWriteArrayList<>();

    private void start(String uri) {
        String prefix = TestRedis.prefix();
        one = new TestNode(uri, prefix);
        two = new TestNode(uri, prefix);
        one.registry().listen(new Notebook(toldAtOne));
        two.registry().listen(new Notebook(toldAtTwo));
        one.start();
        two.start();
        toldAtOne.clear();
        toldAtTwo.clear();
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        if (ownRedis != null) {
            ownRedis.close();
        }
    }

    @Test
    void everyNodeIsToldTheSameInTheSameOrder() {
        start(TestRedis.uri());

        assertThat(join(one.registry().join(wish(ADA, RoomRegistry.ANY)))).isEqualTo(Admission.ADMITTED);
        assertThat(join(two.registry().join(wish(BOB, RoomRegistry.ANY)))).isEqualTo(Admission.ADMITTED);
        assertThat(join(two.registry().join(wish(CY, RoomRegistry.ANY)))).isEqualTo(Admission.FULL);
        join(two.registry().leave(BOB.id(), RoomRegistry.ANY, Departure.LEFT));
        join(one.registry().leave(ADA.id(), RoomRegistry.ANY, Departure.LEFT));

        eventually(() -> assertThat(toldAtOne)
                .containsExactly(
                        "opened []",
                        "joined Ada Lovelace [ada], ours",
                        "joined Bob [ada, bob]",
                        "left Bob LEFT [ada]",
                        "left Ada Lovelace LEFT [], ours",
                        "ended []"));
        eventually(() -> assertThat(toldAtTwo)
                .extracting(line -> line.replace(", ours", ""))
                .containsExactlyElementsOf(toldAtOne.stream()
                        .map(line -> line.replace(", ours", ""))
                        .toList()));
    }

    @Test
    void messagesReachTheNodeThatHasTheSocket() {
        start(TestRedis.uri());
        Box ada = new Box();
        join(one.relay().open(ADA.id(), ada));
        join(two.relay().open(BOB.id(), new Box()));

        for (int i = 1; i <= 100; i++) {
            join(two.relay().post(post(BOB, "d" + i, i)));
            join(one.relay().post(post(BOB, "d" + i, i)));
        }

        eventually(() -> assertThat(ada.got).hasSize(100));
        assertThat(ada.got).startsWith(numbered(1), numbered(2)).endsWith(numbered(100));
    }

    @Test
    void whoGoesOnAtAnotherNodeGetsWhatTheyMissedAndTheFirstOneIsTold() {
        start(TestRedis.uri());
        Box first = new Box();
        long old = join(one.relay().open(ADA.id(), first));
        join(one.relay().open(BOB.id(), new Box()));
        join(one.registry().join(wish(ADA, old)));
        join(one.relay().post(post(BOB, "d1", 1)));
        eventually(() -> assertThat(first.got).hasSize(1));

        Box second = new Box();
        Resumption.Resumed resumed =
                (Resumption.Resumed) join(two.relay().resume(ADA.id(), OptionalLong.of(0), second));
        join(one.relay().post(post(BOB, "d2", 2)));

        assertThat(resumed.missed()).extracting(Frame::text).containsExactly(numbered(1));
        eventually(() -> assertThat(second.got).containsExactly(numbered(2)));
        eventually(() -> assertThat(first.got).containsExactly(numbered(1), "taken over"));
        join(one.registry().away(ADA.id(), old));
        assertThat(toldAtTwo).noneMatch(line -> line.startsWith("away"));
        // What the first one still writes has no effect.
        assertThat(join(one.relay().detach(ADA.id(), old))).isFalse();
        assertThat(join(one.relay().close(ADA.id(), old))).isFalse();
        assertSuperseded(one.registry().leave(ADA.id(), old, Departure.LEFT));
        assertSuperseded(one.registry().lock(ADA.id(), old, true));
        assertSuperseded(one.registry().join(wish(ADA, old)));
        assertSuperseded(one.relay().post(new Post(ADA.id(), old, "late", List.of(BOB.id()), json(9), Told.ALWAYS)));
        assertThat(join(two.registry().roomOf(ADA.id()))).isPresent();
    }

    @Test
    void peersOfANodeThatDiedAreAwayAndComeBackAtAnotherOrAreLost() {
        start(TestRedis.uri());
        Box bob = new Box();
        long bobs = join(two.relay().open(BOB.id(), bob));
        long adas = join(one.relay().open(ADA.id(), new Box()));
        long cys = join(one.relay().open(CY.id(), new Box()));
        join(two.registry().join(wish(BOB, bobs, 8)));
        join(one.registry().join(wish(ADA, adas)));
        join(one.registry().join(wish(CY, cys)));

        one.close();
        eventually(() -> assertThat(toldAtTwo)
                .contains("away Ada Lovelace [bob, ada, cy], ours", "away Cy [bob, ada, cy], ours"));
        join(two.relay().post(Post.of(BOB.id(), List.of(ADA.id(), CY.id()), json(1))));

        Box again = new Box();
        Resumption.Resumed resumed = (Resumption.Resumed) join(two.relay().resume(ADA.id(), OptionalLong.of(0), again));
        assertThat(resumed.missed()).extracting(Frame::text).containsExactly(numbered(1));
        assertThat(join(two.registry().back(ADA.id(), resumed.generation()))).isPresent();
        eventually(() -> assertThat(toldAtTwo).contains("back Ada Lovelace [bob, ada, cy], ours"));
        eventually(() ->
                assertThat(join(two.relay().adrift(Duration.ofMillis(100)))).containsOnlyKeys(CY.id()));
        long adrift = join(two.relay().adrift(Duration.ZERO)).get(CY.id());
        assertThat(join(two.relay().expire(CY.id(), adrift))).isTrue();
        eventually(() -> assertThat(toldAtTwo).contains("left Cy LOST [bob, ada], ours"));
        assertThat(join(two.relay().adrift(Duration.ZERO))).isEmpty();
    }

    @Test
    void whoLosesTheirSocketIsAwayInTheSameStep() {
        start(TestRedis.uri());
        long generation = join(one.relay().open(ADA.id(), new Box()));
        join(one.registry().join(wish(ADA, generation)));

        assertThat(join(one.relay().detach(ADA.id(), generation))).isTrue();
        assertThat(join(one.relay().detach(ADA.id(), generation))).as("again").isTrue();

        eventually(() -> assertThat(toldAtTwo).contains("away Ada Lovelace [ada]"));
        assertThat(join(two.relay().expire(ADA.id(), generation))).isTrue();
        eventually(() -> assertThat(toldAtOne).endsWith("left Ada Lovelace LOST []", "ended []"));
        assertThat(join(one.relay().isOpen(ADA.id()))).isFalse();
    }

    @Test
    void whatIsToldByAllNodesArrivesOnce() {
        start(TestRedis.uri());
        Box ada = new Box();
        join(one.relay().open(ADA.id(), ada));

        for (int i = 1; i <= 50; i++) {
            Post change = Post.telling(BOB.id(), List.of(ADA.id()), json(i), Told.change(i));
            CompletionStage<?> atOne = one.relay().post(change);
            join(two.relay().post(change));
            join(atOne);
        }

        eventually(() -> assertThat(ada.got).hasSize(50).endsWith(numbered(50)));
    }

    @Test
    void aRedisThatComesBackWithItsDataInterruptsNobody(@TempDir Path data) {
        ownRedis = RedisServer.durable(data);
        start(ownRedis.uri());
        Box ada = new Box();
        long generation = join(one.relay().open(ADA.id(), ada));
        join(one.registry().join(wish(ADA, generation)));

        ownRedis.kill();
        CompletionStage<?> told = two.relay().post(Post.telling(BOB.id(), List.of(ADA.id()), json(1), Told.change(1)));
        ownRedis.restart();

        join(told);
        eventually(() -> assertThat(ada.got).containsExactly(numbered(1)));
        assertThat(join(one.registry().roomOf(ADA.id()))).isPresent();
        assertThat(toldAtOne).containsExactly("opened []", "joined Ada Lovelace [ada], ours");
    }

    @Test
    void aRedisThatComesBackEmptySendsEverybodyBack() {
        ownRedis = RedisServer.volatileData();
        start(ownRedis.uri());
        Box ada = new Box();
        long generation = join(one.relay().open(ADA.id(), ada));
        join(one.registry().join(wish(ADA, generation)));

        ownRedis.kill();
        ownRedis.restart();

        eventually(() -> assertThat(ada.got).containsExactly("cut off"));
        eventually(() -> assertThat(toldAtTwo).last().isEqualTo("lost"));
        eventually(() -> assertThat(join(two.relay().resume(ADA.id(), OptionalLong.of(0), new Box())))
                .isInstanceOf(Resumption.Gone.class));
        assertThat(join(one.registry().roomOf(ADA.id()))).isEmpty();
    }

    private static void assertSuperseded(CompletionStage<?> call) {
        assertThat(call.toCompletableFuture())
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(Superseded.class);
    }

    private static JoinRequest wish(Peer peer, long generation) {
        return wish(peer, generation, 2);
    }

    private static JoinRequest wish(Peer peer, long generation, int capacity) {
        return new JoinRequest(TEA, peer, generation, JoinRequest.Existence.ANY, capacity, null);
    }

    private static Post post(Peer from, String id, int n) {
        return new Post(from.id(), Post.ANY, id, List.of(ADA.id()), json(n), Told.ALWAYS);
    }

    private static String json(int n) {
        return "{\"type\":\"x\",\"n\":" + n + "}";
    }

    private static String numbered(int n) {
        return "{\"type\":\"x\",\"seq\":" + n + ",\"n\":" + n + "}";
    }

    /** An inbox that keeps what it gets. */
    private static final class Box implements Inbox {
        final List<String> got = new CopyOnWriteArrayList<>();

        @Override
        public void deliver(Frame frame) {
            got.add(frame.text());
        }

        @Override
        public void takenOver() {
            got.add("taken over");
        }

        @Override
        public void cutOff() {
            got.add("cut off");
        }
    }

    /** Writes down what it is told. */
    private record Notebook(List<String> told) implements RoomListener {
        @Override
        public void opened(Change change, Room room) {
            told.add("opened " + room.everybody());
        }

        @Override
        public void joined(Change change, Room room, Peer newcomer, String ref) {
            note("joined " + newcomer.name(), change, room);
        }

        @Override
        public void joinedAgain(Change change, Room room, Peer member, String ref) {
            note("again " + member.name(), change, room);
        }

        @Override
        public void left(Change change, Room room, Member member, Departure reason) {
            note("left " + member.peer().name() + " " + reason, change, room);
        }

        @Override
        public void away(Change change, Room room, Peer member) {
            note("away " + member.name(), change, room);
        }

        @Override
        public void back(Change change, Room room, Peer member) {
            note("back " + member.name(), change, room);
        }

        @Override
        public void moved(Change change, Room room, Peer member) {
            note("moved", change, room);
        }

        @Override
        public void locked(Change change, Room room, PeerId by) {
            note("locked " + room.locked(), change, room);
        }

        @Override
        public void ended(Change change, Room room) {
            told.add("ended " + room.everybody());
        }

        @Override
        public void lost() {
            told.add("lost");
        }

        private void note(String what, Change change, Room room) {
            told.add(what + " " + room.everybody() + (change.isOurs() ? ", ours" : ""));
        }
    }
}

package dev.parley.signaling.cluster;

import static dev.parley.signaling.testing.Stages.eventually;
import static dev.parley.signaling.testing.Stages.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signaling.log.Appended;
import dev.parley.signaling.log.Audience;
import dev.parley.signaling.log.Channel;
import dev.parley.signaling.log.Draft;
import dev.parley.signaling.log.Entry;
import dev.parley.signaling.log.Replay;
import dev.parley.signaling.log.Retention;
import dev.parley.signaling.presence.Presence;
import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.protocol.Superseded;
import dev.parley.signaling.testing.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What nodes that share a Redis promise together. */
class SeveralNodesTest {

    private static final Channel LOBBY =
            new Channel("lobby", new Retention(Duration.ofHours(24), 1_000, Duration.ofMinutes(2), 1 << 24));
    private static final Peer ADA = new Peer(new PeerId("ada"), "Ada");
    private static final Peer BOB = new Peer(new PeerId("bob"), "Bob");

    private final String prefix = TestRedis.prefix();
    private final TestNode one = new TestNode(TestRedis.uri(), prefix).start();
    private final TestNode two = new TestNode(TestRedis.uri(), prefix).start();

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    @Test
    void allNodesHaveOneOrderAndEachEntryOnce() {
        List<Entry> atOne = follow(one);
        List<Entry> atTwo = follow(two);

        List<CompletionStage<Appended>> appends = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            appends.add(append(i % 2 == 0 ? one : two, i % 2 == 0 ? ADA : BOB, "m" + i));
        }
        appends.forEach(append -> assertThat(join(append)).isInstanceOf(Appended.New.class));

        eventually(() -> assertThat(ids(atOne)).hasSize(200).doesNotHaveDuplicates());
        eventually(() -> assertThat(cursors(atTwo)).isEqualTo(cursors(atOne)));
        assertThat(ids(atOne).stream().filter(id -> isOdd(id)))
                .as("in the order of their author")
                .containsExactlyElementsOf(appends.stream()
                        .map(a -> entry(join(a)).draft().id())
                        .filter(id -> isOdd(id))
                        .toList());
    }

    @Test
    void anIdIsKnownEverywhere() {
        Entry original = entry(join(append(one, ADA, "m")));

        Appended again = join(append(two, ADA, "m"));

        assertThat(again).isInstanceOf(Appended.Repeated.class);
        assertThat(entry(again).cursor()).isEqualTo(original.cursor());
        assertThat(join(append(two, BOB, "m"))).isInstanceOf(Appended.Taken.class);
    }

    @Test
    void aCursorGoesOnAtAnyNode() {
        join(append(one, ADA, "before"));
        String cursor = entry(join(append(one, ADA, "seen"))).cursor();
        join(append(two, BOB, "missed 1"));
        join(append(one, ADA, "missed 2"));

        Replay replay = join(two.log().replay(LOBBY, cursor, 50));

        assertThat(replay.gap()).isFalse();
        assertThat(ids(replay.entries())).containsExactly("missed 1", "missed 2");
    }

    @Test
    void aCursorIsGoodAtANodeThatHasNotReadSoFar() {
        follow(two);
        for (int i = 0; i < 50; i++) {
            String cursor = entry(join(append(one, ADA, "m" + i))).cursor();

            assertThat(join(two.log().replay(LOBBY, cursor, 50)).gap()).isFalse();
        }
    }

    @Test
    void whoComesBackCostsRedisNothing() {
        for (int i = 0; i < 20; i++) {
            join(append(one, ADA, "m" + i));
        }
        String start = join(two.log().replay(LOBBY, null, 15)).start();
        long before = two.commands();

        for (int i = 0; i < 1_000; i++) {
            assertThat(join(two.log().replay(LOBBY, start, 50)).entries()).hasSize(15);
        }

        assertThat(two.commands() - before).as("heartbeats alone").isLessThan(100);
        assertThat(two.meters().counter("parley.log.replays", "from", "ring").count())
                .isGreaterThanOrEqualTo(1_000);
    }

    @Test
    void anIdentityIsAtOneNodeAndOlderOnesHaveNoSay() {
        AtomicInteger takenOver = new AtomicInteger();
        long first = join(one.presence().enter(ADA, takenOver::incrementAndGet)).generation();

        Presence.Entered second = join(two.presence().enter(ADA, () -> {}));

        assertThat(second.count()).isEqualTo(1);
        assertThat(second.generation()).isGreaterThan(first);
        eventually(() -> assertThat(takenOver).hasValue(1));
        join(one.presence().leave(ADA.id(), first));
        assertThat(join(one.presence().enter(BOB, () -> {})).count()).isEqualTo(2);
        Draft late = new Draft("late", ADA.id(), first, Audience.EVERYBODY, "{\"type\":\"said\"}");
        assertThat(one.log().append(LOBBY, late).toCompletableFuture())
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(Superseded.class);
    }

    @Test
    void whoWasAtANodeThatDiedIsGone() {
        List<String> left = new CopyOnWriteArrayList<>();
        two.presence().listen(new Presence.Listener() {
            @Override
            public void entered(Peer peer, int count) {}

            @Override
            public void left(PeerId peer, int count) {
                left.add(peer + ", " + count);
            }
        });
        join(one.presence().enter(ADA, () -> {}));
        join(two.presence().enter(BOB, () -> {}));

        one.close();

        eventually(() -> assertThat(left).containsExactly("ada, 1"));
    }

    private static CompletionStage<Appended> append(TestNode node, Peer author, String id) {
        String json = "{\"type\":\"said\",\"id\":\"" + id + "\"}";
        return node.log().append(LOBBY, new Draft(id, author.id(), Audience.EVERYBODY, json));
    }

    private static List<Entry> follow(TestNode node) {
        List<Entry> followed = new CopyOnWriteArrayList<>();
        node.log().follow(LOBBY, followed::add);
        // Done when the node has read the log: from now on it follows.
        join(node.log().replay(LOBBY, null, 0));
        return followed;
    }

    private static boolean isOdd(String id) {
        return Integer.parseInt(id.substring(1)) % 2 == 1;
    }

    private static List<String> ids(List<Entry> entries) {
        return entries.stream().map(entry -> entry.draft().id()).toList();
    }

    private static List<String> cursors(List<Entry> entries) {
        return entries.stream().map(Entry::cursor).toList();
    }

    private static Entry entry(Appended appended) {
        return appended.match(Appended.New::entry, Appended.Repeated::entry, taken -> {
            throw new AssertionError("The id is taken");
        });
    }
}

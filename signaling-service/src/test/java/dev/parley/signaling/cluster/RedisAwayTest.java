package dev.parley.signaling.cluster;

import static dev.parley.signaling.testing.Stages.eventually;
import static dev.parley.signaling.testing.Stages.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signaling.log.Appended;
import dev.parley.signaling.log.Audience;
import dev.parley.signaling.log.Channel;
import dev.parley.signaling.log.ChatLog;
import dev.parley.signaling.log.Draft;
import dev.parley.signaling.log.Entry;
import dev.parley.signaling.log.Replay;
import dev.parley.signaling.log.Retention;
import dev.parley.signaling.presence.Presence;
import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.redis.RedisUnavailable;
import dev.parley.signaling.testing.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of shared state when Redis goes away, and comes back with or without its data. */
class RedisAwayTest {

    private static final Channel LOBBY =
            new Channel("lobby", new Retention(Duration.ofHours(24), 1_000, Duration.ofMinutes(2), 1 << 24));
    private static final Peer ADA = new Peer(new PeerId("ada"), "Ada");
    private static final Peer BOB = new Peer(new PeerId("bob"), "Bob");

    @TempDir
    private Path data;

    private final AtomicInteger nextId = new AtomicInteger();
    private RedisServer redis;
    private TestNode one;
    private TestNode two;

    /** What a node's followers were told. */
    private static final class Reader implements ChatLog.Follower {
        final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void appended(Entry entry) {
            told.add(entry.draft().id());
        }

        @Override
        public void gap() {
            told.add("gap");
        }
    }

    private Reader start(RedisServer server) {
        redis = server;
        one = new TestNode(redis.uri(), "away").start();
        two = new TestNode(redis.uri(), "away").start();
        Reader reader = new Reader();
        two.log().follow(LOBBY, reader);
        join(two.log().replay(LOBBY, null, 0));
        return reader;
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        redis.close();
    }

    @Test
    void backWithItsDataNothingIsMissed() {
        Reader reader = start(RedisServer.durable(data));
        String cursor = entry(join(append(one, "1"))).cursor();
        join(append(one, "2"));

        redis.kill();
        assertRefused(append(one, "3"));
        eventually(() -> assertThat(one.isRedisThere()).isFalse());
        redis.restart();

        eventually(() -> assertThat(join(append(one, "3"))).isInstanceOf(Appended.New.class));
        eventually(() -> assertThat(join(append(two, "2"))).isInstanceOf(Appended.Repeated.class));
        eventually(() -> assertThat(reader.told).containsExactly("1", "2", "3"));
        Replay replay = join(two.log().replay(LOBBY, cursor, 50));
        assertThat(replay.gap()).isFalse();
        assertThat(replay.entries()).extracting(entry -> entry.draft().id()).containsExactly("2", "3");
        eventually(() -> assertThat(one.isRedisThere()).isTrue());
    }

    @Test
    void backWithoutItsDataEverybodyIsTold() {
        Reader reader = start(RedisServer.volatileData());
        String cursor = entry(join(append(one, "1"))).cursor();
        long generation = join(one.presence().enter(ADA, () -> {})).generation();
        join(two.presence().enter(BOB, () -> {}));

        redis.kill();
        assertRefused(append(one, "2"));
        redis.restart();

        eventually(() -> assertThat(reader.told).containsExactly("1", "gap"));
        eventually(() -> assertThat(join(append(one, "2"))).isInstanceOf(Appended.New.class));
        eventually(() -> assertThat(reader.told).containsExactly("1", "gap", "2"));
        assertThat(join(two.log().replay(LOBBY, cursor, 50)).gap()).isTrue();
        // Those who are here are still here, with the generation that they had.
        Draft fenced = new Draft("3", ADA.id(), generation, Audience.EVERYBODY, "{\"type\":\"said\"}");
        eventually(() -> assertThat(one.log().append(LOBBY, fenced).toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(5)));
        Presence.Entered again = join(one.presence().enter(ADA, () -> {}));
        assertThat(again.count()).isEqualTo(2);
        assertThat(again.generation()).isGreaterThan(generation);
    }

    @Test
    void aPauseIsNoticedAndNothingIsDoneTwice() {
        Reader reader = start(RedisServer.volatileData());
        join(one.presence().enter(ADA, () -> {}));
        join(append(one, "1"));

        redis.pause();
        // It was sent, and may be done later; nobody knows.
        assertRefused(append(one, "2"));
        assertThat(one.isRedisThere()).isFalse();
        assertRefused(append(one, "2"));
        redis.resume();

        eventually(() -> assertThat(join(append(one, "2"))).isInstanceOf(Appended.class));
        eventually(() -> assertThat(reader.told).containsExactly("1", "2"));
        assertThat(join(two.presence().enter(BOB, () -> {})).count()).isEqualTo(2);
        eventually(() -> assertThat(one.isRedisThere()).isTrue());
    }

    @Test
    void manyFailuresLeaveNothingBehind() {
        start(RedisServer.volatileData());
        redis.kill();
        for (int i = 0; i < 2_000; i++) {
            append(one, "x" + nextId.incrementAndGet());
        }
        assertRefused(append(one, "last"));

        redis.restart();
        eventually(() -> assertThat(join(append(one, "y"))).isInstanceOf(Appended.New.class));
    }

    private static void assertRefused(CompletionStage<Appended> append) {
        assertThat(append.toCompletableFuture())
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(RedisUnavailable.class);
    }

    private static CompletionStage<Appended> append(TestNode node, String id) {
        String json = "{\"type\":\"said\",\"id\":\"" + id + "\"}";
        return node.log().append(LOBBY, new Draft(id, ADA.id(), Audience.EVERYBODY, json));
    }

    private static Entry entry(Appended appended) {
        return appended.match(Appended.New::entry, Appended.Repeated::entry, taken -> {
            throw new AssertionError("The id is taken");
        });
    }
}

package dev.parley.signaling.relay;

import static dev.parley.signaling.testing.Stages.eventually;
import static dev.parley.signaling.testing.Stages.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signaling.protocol.Frame;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.protocol.Superseded;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Relay} promises. */
abstract class RelayContract {

    private static final PeerId ADA = new PeerId("ada");
    private static final PeerId BOB = new PeerId("bob");
    private static final PeerId CY = new PeerId("cy");

    /** The relay under test, without mailboxes. */
    protected abstract Relay relay();

    /** An inbox that keeps what it gets. */
    private static final class Box implements Inbox {
        final List<String> frames = new CopyOnWriteArrayList<>();
        volatile boolean takenOver;

        @Override
        public void deliver(Frame frame) {
            frames.add(frame.text());
        }

        @Override
        public void takenOver() {
            takenOver = true;
        }

        @Override
        public void cutOff() {
            frames.add("cut off");
        }
    }

    @Test
    void messagesAreNumberedAndInOrder() {
        Box ada = new Box();
        join(relay().open(ADA, ada));

        post(BOB, ADA, 1, 3);

        eventually(() -> assertThat(ada.frames).containsExactly(numbered(1), numbered(2), numbered(3)));
    }

    @Test
    void severalReceiversGetTheSame() {
        Box ada = new Box();
        Box cy = new Box();
        join(relay().open(ADA, ada));
        join(relay().open(CY, cy));

        join(relay().post(Post.of(BOB, List.of(ADA, CY, BOB), json(1))));

        eventually(() -> assertThat(ada.frames).containsExactly(numbered(1)));
        eventually(() -> assertThat(cy.frames).containsExactly(numbered(1)));
    }

    @Test
    void aPostWithAnIdIsDoneOnce() {
        Box ada = new Box();
        join(relay().open(ADA, ada));
        join(relay().open(BOB, new Box()));
        Post post = new Post(BOB, Post.ANY, "d1", List.of(ADA), json(1), Told.ALWAYS);

        assertThat(join(relay().post(post)).repeated()).isFalse();
        assertThat(join(relay().post(post)).repeated()).isTrue();

        assertThat(join(relay().post(new Post(ADA, Post.ANY, "d1", List.of(BOB), json(1), Told.ALWAYS)))
                        .repeated())
                .isFalse();
        eventually(() -> assertThat(ada.frames).hasSize(1));
    }

    @Test
    void whatWasMissedComesWithTheResumption() {
        Box before = new Box();
        long generation = join(relay().open(ADA, before));
        post(BOB, ADA, 1, 2);
        eventually(() -> assertThat(before.frames).containsExactly(numbered(1), numbered(2)));
        assertThat(join(relay().detach(ADA, generation))).isTrue();
        post(BOB, ADA, 3, 4);

        Box after = new Box();
        Resumption.Resumed resumed = resumed(join(relay().resume(ADA, OptionalLong.of(1), after)));
        post(BOB, ADA, 5, 5);

        assertThat(resumed.missed()).extracting(Frame::text).containsExactly(numbered(2), numbered(3), numbered(4));
        eventually(() -> assertThat(after.frames).containsExactly(numbered(5)));
        assertThat(before.frames).containsExactly(numbered(1), numbered(2));
    }

    @Test
    void withoutANumberAllThatIsKeptComes() {
        long generation = join(relay().open(ADA, new Box()));
        post(BOB, ADA, 1, Relay.KEPT + 10);
        join(relay().detach(ADA, generation));

        Resumption.Resumed resumed = resumed(join(relay().resume(ADA, OptionalLong.empty(), new Box())));

        assertThat(resumed.missed()).hasSize(Relay.KEPT);
        assertThat(resumed.missed().get(0).text()).isEqualTo(numbered(11));
    }

    @Test
    void aNewerInboxTakesOver() {
        Box first = new Box();
        long generation = join(relay().open(ADA, first));
        Box second = new Box();

        Resumption.Resumed resumed = resumed(join(relay().resume(ADA, OptionalLong.of(0), second)));
        post(BOB, ADA, 1, 1);

        assertThat(resumed.generation()).isGreaterThan(generation);
        eventually(() -> assertThat(first.takenOver).isTrue());
        eventually(() -> assertThat(second.frames).containsExactly(numbered(1)));
        assertThat(first.frames).isEmpty();
    }

    @Test
    void lateCallsOfAnOldInboxHaveNoEffect() {
        long old = join(relay().open(ADA, new Box()));
        Box second = new Box();
        resumed(join(relay().resume(ADA, OptionalLong.of(0), second)));

        assertThat(join(relay().detach(ADA, old))).isFalse();
        assertThat(join(relay().expire(ADA, old))).isFalse();
        assertThat(join(relay().close(ADA, old))).isFalse();

        post(BOB, ADA, 1, 1);
        eventually(() -> assertThat(second.frames).hasSize(1));
    }

    @Test
    void aPostOfAnOldInboxIsRefused() {
        long old = join(relay().open(ADA, new Box()));
        Box bob = new Box();
        join(relay().open(BOB, bob));
        long now = resumed(join(relay().resume(ADA, OptionalLong.of(0), new Box())))
                .generation();

        assertThat(relay().post(new Post(ADA, old, "late", List.of(BOB), json(1), Told.ALWAYS))
                        .toCompletableFuture())
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(Superseded.class);
        join(relay().post(new Post(ADA, now, "new", List.of(BOB), json(1), Told.ALWAYS)));

        eventually(() -> assertThat(bob.frames).containsExactly(numbered(1)));
    }

    @Test
    void whatHasANumberIsToldOnce() {
        Box ada = new Box();
        join(relay().open(ADA, ada));

        tell(1, Told.change(10));
        tell(2, Told.change(10));
        tell(2, Told.change(9));
        tell(2, Told.entry(11));
        tell(3, Told.snapshot(12, 15));
        tell(4, Told.snapshot(12, 15));
        tell(4, Told.entry(15));
        tell(4, Told.entry(16));
        tell(5, Told.change(13));

        eventually(() -> assertThat(ada.frames)
                .containsExactly(numbered(1), numbered(2), numbered(3), numbered(4), numbered(5)));
        assertThat(join(relay().toldUpTo(ADA))).isEqualTo(16);
        assertThat(join(relay().toldUpTo(CY))).isZero();
    }

    private void tell(int n, Told told) {
        join(relay().post(Post.telling(BOB, List.of(ADA), json(n), told)));
    }

    @Test
    void whoDoesNotComeBackIsForgotten() {
        long generation = join(relay().open(ADA, new Box()));
        assertThat(join(relay().expire(ADA, generation))).as("still attached").isFalse();
        join(relay().detach(ADA, generation));

        assertThat(join(relay().expire(ADA, generation))).isTrue();

        assertThat(join(relay().isOpen(ADA))).isFalse();
        assertThat(join(relay().resume(ADA, OptionalLong.of(0), new Box()))).isInstanceOf(Resumption.Gone.class);
    }

    @Test
    void whoLeavesIsForgotten() {
        long generation = join(relay().open(ADA, new Box()));
        assertThat(join(relay().isOpen(ADA))).isTrue();

        assertThat(join(relay().close(ADA, generation))).isTrue();

        assertThat(join(relay().isOpen(ADA))).isFalse();
        assertThat(join(relay().post(Post.of(BOB, List.of(ADA), json(1)))).lost())
                .isEmpty();
    }

    @Test
    void oneMessageTooManyClosesAnUnattendedMailbox() {
        long generation = join(relay().open(ADA, new Box()));
        join(relay().detach(ADA, generation));
        post(BOB, ADA, 1, Relay.KEPT);

        assertThat(join(relay().post(Post.of(BOB, List.of(ADA), json(0)))).lost())
                .containsExactly(ADA);

        assertThat(join(relay().post(Post.of(BOB, List.of(ADA), json(0)))).lost())
                .isEmpty();
        assertThat(join(relay().isOpen(ADA))).isFalse();
    }

    @Test
    void whoMissedMoreThanIsKeptCanNotGoOn() {
        join(relay().open(ADA, new Box()));
        post(BOB, ADA, 1, Relay.KEPT + 2);

        assertThat(join(relay().resume(ADA, OptionalLong.of(1), new Box()))).isInstanceOf(Resumption.Overrun.class);
        assertThat(join(relay().isOpen(ADA))).isFalse();
    }

    @Test
    void aNumberBeyondTheEndMissesNothing() {
        join(relay().open(ADA, new Box()));
        post(BOB, ADA, 1, 2);

        assertThat(resumed(join(relay().resume(ADA, OptionalLong.of(99), new Box())))
                        .missed())
                .isEmpty();
    }

    private void post(PeerId from, PeerId to, int first, int last) {
        IntStream.rangeClosed(first, last).forEach(i -> join(relay().post(Post.of(from, List.of(to), json(i)))));
    }

    private static String json(int n) {
        return "{\"type\":\"x\",\"n\":" + n + "}";
    }

    private static String numbered(int n) {
        return "{\"type\":\"x\",\"seq\":" + n + ",\"n\":" + n + "}";
    }

    private static Resumption.Resumed resumed(Resumption resumption) {
        assertThat(resumption).isInstanceOf(Resumption.Resumed.class);
        return (Resumption.Resumed) resumption;
    }
}

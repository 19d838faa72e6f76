package dev.parley.offline.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.offline.speech.DecodeJob.Kind;
import dev.parley.offline.speech.Moonshine.Hypothesis;
import org.junit.jupiter.api.Test;

class DecodeQueueTest {

    private static final Segment NOTHING = new Segment(0, new float[0], 0);

    private final DecodeQueue queue = new DecodeQueue(2);

    @Test
    void ownersTakeTurns() throws InterruptedException {
        DecodeJob first = submitted("a");
        DecodeJob second = submitted("a");
        DecodeJob other = submitted("b");

        assertThat(queue.take()).isSameAs(first);
        assertThat(queue.take()).isSameAs(other);
        assertThat(queue.take()).isSameAs(second);
    }

    @Test
    void whatMustBeDoneComesFirst() throws InterruptedException {
        DecodeJob guess = job("a", Kind.PARTIAL);
        queue.offer(guess);
        DecodeJob required = submitted("b");

        assertThat(queue.take()).isSameAs(required);
        assertThat(queue.take()).isSameAs(guess);
    }

    @Test
    void guessesFindNoPlaceWhenTheDecodersAreBusy() {
        submitted("a");
        assertThat(queue.offer(job("b", Kind.PARTIAL))).isFalse();
    }

    @Test
    void onlyAFewGuessesWait() {
        assertThat(queue.offer(job("a", Kind.PARTIAL))).isTrue();
        assertThat(queue.offer(job("b", Kind.EARLY))).isTrue();
        assertThat(queue.offer(job("c", Kind.PARTIAL))).isFalse();
        assertThat(queue.waiting()).isEqualTo(2);
    }

    @Test
    void aGuessUnderWayMakesRoomForWhatMustBeDone() throws InterruptedException {
        DecodeJob guess = job("a", Kind.PARTIAL);
        queue.offer(guess);
        queue.take();
        assertThat(queue.mustYield(guess)).isFalse();

        DecodeJob required = submitted("b");

        assertThat(queue.mustYield(guess)).isTrue();
        assertThat(queue.mustYield(required)).isFalse();
    }

    @Test
    void whatWasBegunEarlyCanBecomeRequired() throws InterruptedException {
        DecodeJob early = job("a", Kind.EARLY);
        queue.offer(early);
        queue.promote(early);
        submitted("b");

        assertThat(queue.take()).isSameAs(early);
        assertThat(queue.mustYield(early)).isFalse();
    }

    @Test
    void anOwnerCanBeForgotten() throws InterruptedException {
        DecodeJob forgotten = submitted("a");
        queue.forget("a");
        DecodeJob other = submitted("b");

        assertThat(forgotten.isCancelled()).isTrue();
        assertThat(queue.take()).isSameAs(other);
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void aQueueIsIdleWhenWhatWasTakenIsDone() throws InterruptedException {
        submitted("a");
        assertThat(queue.isIdle()).isFalse();
        queue.take();
        assertThat(queue.isIdle()).isFalse();
        queue.finished();
        assertThat(queue.isIdle()).isTrue();
    }

    @Test
    void aClosedQueueGivesNothing() throws InterruptedException {
        submitted("a");
        queue.close();

        assertThat(queue.take()).isNull();
    }

    private DecodeJob submitted(String owner) {
        DecodeJob job = job(owner, Kind.FINAL);
        queue.submit(job);
        return job;
    }

    private static DecodeJob job(String owner, Kind kind) {
        return new DecodeJob(owner, kind, NOTHING, new DecodeJob.Receiver() {
            @Override
            public void done(Hypothesis hypothesis) {}

            @Override
            public void skipped() {}

            @Override
            public void failed(Exception cause) {}
        });
    }
}

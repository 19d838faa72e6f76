package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnsTest {

    private final Turns turns = new Turns(10_000, false);

    @Test
    void is_settled_when_each_commit_has_its_text() {
        assertThat(turns.isSettled()).isTrue();
        turns.commitSent(5);
        assertThat(turns.isSettled()).isFalse();
        turns.committed("a", 7);
        assertThat(turns.isSettled()).isFalse();
        assertThat(turns.settled("a", 25)).hasValue(20);
        assertThat(turns.isSettled()).isTrue();
    }

    @Test
    void is_settled_when_a_commit_was_refused() {
        turns.commitSent(5);
        turns.commitRefused();
        assertThat(turns.isSettled()).isTrue();
    }

    @Test
    void knows_turns_that_the_upstream_ended() {
        turns.committed("a", 7);
        assertThat(turns.isSettled()).isFalse();
        assertThat(turns.settled("a", 9)).hasValue(2);
    }

    @Test
    void takes_results_in_any_order_and_once() {
        turns.commitSent(1);
        turns.commitSent(2);
        turns.committed("a", 3);
        turns.committed("b", 3);
        assertThat(turns.settled("b", 12)).hasValue(10);
        assertThat(turns.settled("b", 12)).isEmpty();
        assertThat(turns.settled("a", 12)).hasValue(11);
        assertThat(turns.settled("unknown", 12)).isEmpty();
    }

    @Test
    void measures_the_open_turn() {
        assertThat(turns.isCommittable()).isFalse();
        turns.audioSent(Turns.MIN_COMMIT_BYTES);
        assertThat(turns.isCommittable()).isTrue();
        assertThat(turns.isTooLong()).isFalse();
        turns.audioSent(10_000 - Turns.MIN_COMMIT_BYTES);
        assertThat(turns.isTooLong()).isTrue();
        turns.commitSent(0);
        assertThat(turns.isCommittable()).isFalse();
        turns.audioSent(10_000);
        turns.cleared();
        assertThat(turns.isTooLong()).isFalse();
    }

    @Test
    void does_not_grow_with_an_upstream_that_never_answers() {
        for (int i = 0; i < 10_000; i++) {
            turns.commitSent(i);
            turns.committed("item" + i, i);
        }
        assertThat(turns.settled("item0", 0)).isEmpty();
        assertThat(turns.settled("item9999", 9999)).hasValue(0);
    }
}

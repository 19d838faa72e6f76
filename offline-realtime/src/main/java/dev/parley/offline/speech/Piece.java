package dev.parley.offline.speech;

import dev.parley.offline.speech.Moonshine.Hypothesis;
import org.jspecify.annotations.Nullable;

/** A segment on its way to its final text. Confined to the stream's lane. */
final class Piece {

    private final Segment segment;
    private @Nullable Turn turn;
    private @Nullable DecodeJob job;
    private @Nullable Hypothesis hypothesis;
    private boolean goesOn;
    private boolean failed;

    Piece(Segment segment) {
        this.segment = segment;
    }

    Segment segment() {
        return segment;
    }

    /** The turn it is part of; null as long as its speech may still go on. */
    @Nullable
    Turn turn() {
        return turn;
    }

    void join(Turn newTurn, boolean speakerGoesOn) {
        turn = newTurn;
        goesOn = speakerGoesOn;
    }

    /** Whether its speaker went on behind its end. */
    boolean goesOn() {
        return goesOn;
    }

    /** The job that decodes it, while there is one. */
    @Nullable
    DecodeJob job() {
        return job;
    }

    void decodedBy(@Nullable DecodeJob newJob) {
        job = newJob;
    }

    /** Its final text; null while it isn't known. */
    @Nullable
    Hypothesis hypothesis() {
        return hypothesis;
    }

    void settle(Hypothesis text) {
        hypothesis = text;
    }

    /** Settles it without text. */
    void fail() {
        failed = true;
        hypothesis = Hypothesis.NOTHING;
    }

    boolean hasFailed() {
        return failed;
    }
}

package dev.parley.offline.speech;

import org.jspecify.annotations.Nullable;

/** What is being decoded of speech that still goes on. Confined to the stream's lane. */
final class OpenSpeech {

    private final PartialPace pace = new PartialPace();
    private @Nullable DecodeJob partial;
    private @Nullable Piece early;

    PartialPace pace() {
        return pace;
    }

    /** The guess under way, if any: only one at a time. */
    @Nullable
    DecodeJob partial() {
        return partial;
    }

    void guess(@Nullable DecodeJob job) {
        partial = job;
    }

    /** The final text that was begun because the speech has probably ended. */
    @Nullable
    Piece early() {
        return early;
    }

    void beginEarly(Piece piece) {
        early = piece;
    }

    /** Gives up the final text that was begun. */
    void dropEarly() {
        if (early != null && early.job() != null) {
            early.job().cancel();
        }
        early = null;
    }

    /** The final text that was begun, if it is that of this very segment; otherwise it is given up. */
    @Nullable
    Piece takeEarly(Segment segment) {
        Piece piece = early;
        if (piece != null && piece.segment().end() == segment.end()) {
            early = null;
            return piece;
        }
        dropEarly();
        return null;
    }

    /** Gives up the guess under way. */
    void dropPartial() {
        if (partial != null) {
            partial.cancel();
            partial = null;
        }
    }
}

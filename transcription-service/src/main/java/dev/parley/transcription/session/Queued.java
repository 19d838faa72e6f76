package dev.parley.transcription.session;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** What waits, in order, for its way upstream. */
sealed interface Queued {

    void accept(Visitor visitor);

    /** A case for each kind. */
    interface Visitor {
        void audio(Audio audio);

        void commit(Commit commit);

        void clear(Clear clear);
    }

    /** Some audio: whole samples, at most {@link AudioBuffer#CHUNK_BYTES}. */
    record Audio(Buffer pcm) implements Queued {
        @Override
        public void accept(Visitor visitor) {
            visitor.audio(this);
        }
    }

    /**
     * The end of a turn.
     *
     * @param reason who ends it
     * @param eventId the client's own id of its event
     */
    record Commit(CommitReason reason, @Nullable String eventId) implements Queued {
        @Override
        public void accept(Visitor visitor) {
            visitor.commit(this);
        }
    }

    /**
     * The client's wish to forget what was not committed.
     *
     * @param eventId the client's own id of its event
     */
    record Clear(@Nullable String eventId) implements Queued {
        @Override
        public void accept(Visitor visitor) {
            visitor.clear(this);
        }
    }
}

package dev.parley.transcription.session;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** What a client says in a text frame. */
sealed interface ClientMessage {

    void accept(Visitor visitor);

    /** Whether it is what a client sends all the time. */
    default boolean isAudio() {
        return false;
    }

    /** A case for each message. */
    interface Visitor {
        void append(Append append);

        void commit(Commit commit);

        void clear(Clear clear);

        void changeLanguage(ChangeLanguage change);

        void stop(Stop stop);

        void refused(Refused refused);
    }

    /** Audio, for clients that can't send binary frames. It was decoded, but not looked at. */
    record Append(Buffer pcm, @Nullable String eventId) implements ClientMessage {
        @Override
        public void accept(Visitor visitor) {
            visitor.append(this);
        }

        @Override
        public boolean isAudio() {
            return true;
        }
    }

    /** The end of a turn. */
    record Commit(@Nullable String eventId) implements ClientMessage {
        @Override
        public void accept(Visitor visitor) {
            visitor.commit(this);
        }
    }

    /** What was not committed shall be forgotten. */
    record Clear(@Nullable String eventId) implements ClientMessage {
        @Override
        public void accept(Visitor visitor) {
            visitor.clear(this);
        }
    }

    /** A {@code session.update} that does what it may. */
    record ChangeLanguage(String language, @Nullable String eventId) implements ClientMessage {
        @Override
        public void accept(Visitor visitor) {
            visitor.changeLanguage(this);
        }
    }

    /** The client has said all it wants to say. */
    record Stop() implements ClientMessage {
        @Override
        public void accept(Visitor visitor) {
            visitor.stop(this);
        }
    }

    /**
     * Not a message of this protocol.
     *
     * @param param where the fault is, if it is somewhere
     */
    record Refused(
            ClientFault fault,
            @Nullable String param,
            @Nullable String eventId) implements ClientMessage {
        @Override
        public void accept(Visitor visitor) {
            visitor.refused(this);
        }
    }
}

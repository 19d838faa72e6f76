package dev.parley.offline.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.offline.protocol.InvalidRequestException;

/** What a client may say in a transcription session. */
public sealed interface ClientEvent {

    /** Hands the event to the method of the visitor that is for it. */
    void accept(Visitor visitor) throws InvalidRequestException;

    /** Does what each event asks for; one method an event, so that none is forgotten. */
    interface Visitor {

        void update(SessionUpdate event) throws InvalidRequestException;

        void append(Append event) throws InvalidRequestException;

        void commit(Commit event) throws InvalidRequestException;

        void clear(Clear event) throws InvalidRequestException;

        void retrieve(RetrieveItem event) throws InvalidRequestException;

        void delete(DeleteItem event) throws InvalidRequestException;
    }

    /** Configure the session; the value is still to be checked. */
    record SessionUpdate(JsonNode session) implements ClientEvent {
        @Override
        public void accept(Visitor visitor) throws InvalidRequestException {
            visitor.update(this);
        }
    }

    /** More audio, in the session's format. */
    @SuppressWarnings("ArrayRecordComponent") // megabytes of audio: handed over, never compared
    record Append(byte[] audio) implements ClientEvent {
        @Override
        public void accept(Visitor visitor) throws InvalidRequestException {
            visitor.append(this);
        }
    }

    /** The turn is over. */
    record Commit() implements ClientEvent {
        @Override
        public void accept(Visitor visitor) throws InvalidRequestException {
            visitor.commit(this);
        }
    }

    /** Forget the audio of the turn. */
    record Clear() implements ClientEvent {
        @Override
        public void accept(Visitor visitor) throws InvalidRequestException {
            visitor.clear(this);
        }
    }

    /** Show an item. */
    record RetrieveItem(String itemId) implements ClientEvent {
        @Override
        public void accept(Visitor visitor) throws InvalidRequestException {
            visitor.retrieve(this);
        }
    }

    /** Remove an item. */
    record DeleteItem(String itemId) implements ClientEvent {
        @Override
        public void accept(Visitor visitor) throws InvalidRequestException {
            visitor.delete(this);
        }
    }
}

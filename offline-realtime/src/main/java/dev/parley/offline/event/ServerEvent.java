package dev.parley.offline.event;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.parley.offline.protocol.ApiError;
import dev.parley.offline.protocol.Ids;
import dev.parley.offline.session.SessionView;
import org.jspecify.annotations.Nullable;

/** What the server says in a transcription session. Each event has an identifier of its own. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ServerEvent {

    String TRANSCRIPTION = "conversation.item.input_audio_transcription.";

    String eventId();

    /** The first event: how the session is configured. */
    @JsonTypeName("session.created")
    record SessionCreated(String eventId, SessionView session) implements ServerEvent {
        public SessionCreated(SessionView session) {
            this(Ids.event(), session);
        }
    }

    /** The session was configured anew. */
    @JsonTypeName("session.updated")
    record SessionUpdated(String eventId, SessionView session) implements ServerEvent {
        public SessionUpdated(SessionView session) {
            this(Ids.event(), session);
        }
    }

    /** Something went wrong; the session goes on unless the socket is closed at once. */
    @JsonTypeName("error")
    record Failure(String eventId, Details error) implements ServerEvent {
        public Failure(ApiError error, @Nullable String clientEventId) {
            this(Ids.event(), new Details(error.type(), error.code(), error.message(), error.param(), clientEventId));
        }
    }

    /**
     * An {@link ApiError}, as it is told on a socket.
     *
     * @param eventId of the client's event that was wrong, if it has one
     */
    record Details(
            String type,
            @Nullable String code,
            String message,
            @Nullable String param,
            @Nullable String eventId) {}

    /** Somebody began to speak, at so many milliseconds of the session's audio. */
    @JsonTypeName("input_audio_buffer.speech_started")
    record SpeechStarted(String eventId, long audioStartMs, String itemId) implements ServerEvent {
        public SpeechStarted(long audioStartMs, String itemId) {
            this(Ids.event(), audioStartMs, itemId);
        }
    }

    /** The speaker fell silent, at so many milliseconds of the session's audio. */
    @JsonTypeName("input_audio_buffer.speech_stopped")
    record SpeechStopped(String eventId, long audioEndMs, String itemId) implements ServerEvent {
        public SpeechStopped(long audioEndMs, String itemId) {
            this(Ids.event(), audioEndMs, itemId);
        }
    }

    /** The audio so far has become an item. */
    @JsonTypeName("input_audio_buffer.committed")
    record Committed(String eventId, @Nullable String previousItemId, String itemId) implements ServerEvent {
        public Committed(@Nullable String previousItemId, String itemId) {
            this(Ids.event(), previousItemId, itemId);
        }
    }

    /** The audio so far was forgotten. */
    @JsonTypeName("input_audio_buffer.cleared")
    record Cleared(String eventId) implements ServerEvent {
        public Cleared() {
            this(Ids.event());
        }
    }

    /** An item joined the conversation. */
    @JsonTypeName("conversation.item.added")
    record ItemAdded(String eventId, @Nullable String previousItemId, Item item) implements ServerEvent {
        public ItemAdded(@Nullable String previousItemId, Item item) {
            this(Ids.event(), previousItemId, item);
        }
    }

    /** An item has all its audio. */
    @JsonTypeName("conversation.item.done")
    record ItemDone(String eventId, @Nullable String previousItemId, Item item) implements ServerEvent {
        public ItemDone(@Nullable String previousItemId, Item item) {
            this(Ids.event(), previousItemId, item);
        }
    }

    /** The item that was asked for. */
    @JsonTypeName("conversation.item.retrieved")
    record ItemRetrieved(String eventId, Item item) implements ServerEvent {
        public ItemRetrieved(Item item) {
            this(Ids.event(), item);
        }
    }

    /** The item was removed from the conversation. */
    @JsonTypeName("conversation.item.deleted")
    record ItemDeleted(String eventId, String itemId) implements ServerEvent {
        public ItemDeleted(String itemId) {
            this(Ids.event(), itemId);
        }
    }

    /** More text of an item, to be appended to what came before, white space and all. */
    @JsonTypeName(TRANSCRIPTION + "delta")
    record TranscriptDelta(String eventId, String itemId, int contentIndex, String delta) implements ServerEvent {
        public TranscriptDelta(String itemId, String delta) {
            this(Ids.event(), itemId, 0, delta);
        }
    }

    /** The whole text of an item; it holds where the deltas differ. */
    @JsonTypeName(TRANSCRIPTION + "completed")
    record TranscriptCompleted(String eventId, String itemId, int contentIndex, String transcript, Usage usage)
            implements ServerEvent {
        public TranscriptCompleted(String itemId, String transcript, Usage usage) {
            this(Ids.event(), itemId, 0, transcript, usage);
        }
    }

    /** The text of an item can't be had. */
    @JsonTypeName(TRANSCRIPTION + "failed")
    record TranscriptFailed(String eventId, String itemId, int contentIndex, Reason error) implements ServerEvent {
        public TranscriptFailed(String itemId, Reason error) {
            this(Ids.event(), itemId, 0, error);
        }
    }

    /** Why there is no text. */
    record Reason(String type, String code, String message) {}
}

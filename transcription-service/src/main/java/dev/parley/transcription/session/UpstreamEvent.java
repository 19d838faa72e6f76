package dev.parley.transcription.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a session has to know of an upstream event before it passes the text on as it is: no more than two members of the outermost
 * object are looked at.
 *
 * @param itemId of the item that it is about; null where there is none, or where nobody needs it
 */
record UpstreamEvent(Kind kind, @Nullable String itemId) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String TRANSCRIPTION = "conversation.item.input_audio_transcription.";

    /** How an event is treated. */
    enum Kind {
        /** Passed on as it is. */
        RELAYED,
        /** Passed on as it is; tells of an item as a whole. */
        ITEM,
        /** {@code session.created}. */
        SESSION_CREATED,
        /** {@code session.updated}. */
        SESSION_UPDATED,
        /** The upstream's detector heard the end of a turn. */
        SPEECH_STOPPED,
        /** A turn became an item. */
        COMMITTED,
        /** An item has its final text. */
        COMPLETED,
        /** An item will have no text; the reason is told in our words. */
        FAILED,
        /** A problem; told in our words. */
        ERROR,
        /** Nothing for the client. */
        HIDDEN,
        /** Not an event of the protocol. */
        UNREADABLE
    }

    private static final UpstreamEvent NOT_READABLE = new UpstreamEvent(Kind.UNREADABLE, null);

    /** Whether it may say which item it comes after. */
    boolean namesPrevious() {
        return kind == Kind.COMMITTED || kind == Kind.ITEM;
    }

    /** The item of a kind that never comes without one. */
    String requiredItemId() {
        return Objects.requireNonNull(itemId);
    }

    /** Never throws. */
    static UpstreamEvent peek(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? peek(parser) : NOT_READABLE;
        } catch (IOException e) {
            return NOT_READABLE;
        }
    }

    /** The item that an event is about; null where there is none. Reads as far as that. Never throws. */
    static @Nullable String itemOf(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("item_id");
                if (parser.nextToken() == JsonToken.VALUE_STRING && found) {
                    return parser.getText();
                }
                parser.skipChildren();
            }
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    private static UpstreamEvent peek(JsonParser parser) throws IOException {
        Kind kind = null;
        String itemId = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING && name.equals("type")) {
                kind = kindOf(parser.getText());
            } else if (value == JsonToken.VALUE_STRING && name.equals("item_id")) {
                itemId = parser.getText();
            } else {
                parser.skipChildren();
            }
            if (kind != null && (itemId != null || !needsItem(kind))) {
                break;
            }
        }
        return kind == null || (needsItem(kind) && itemId == null) ? NOT_READABLE : new UpstreamEvent(kind, itemId);
    }

    private static boolean needsItem(Kind kind) {
        return kind == Kind.SPEECH_STOPPED || kind == Kind.COMMITTED || kind == Kind.COMPLETED || kind == Kind.FAILED;
    }

    private static Kind kindOf(String type) {
        return switch (type) {
            case TRANSCRIPTION + "delta" -> Kind.RELAYED;
            case TRANSCRIPTION + "completed" -> Kind.COMPLETED;
            case TRANSCRIPTION + "failed" -> Kind.FAILED;
            case "input_audio_buffer.speech_stopped" -> Kind.SPEECH_STOPPED;
            case "input_audio_buffer.committed" -> Kind.COMMITTED;
            case "conversation.item.added", "conversation.item.done", "conversation.item.created" -> Kind.ITEM;
            case "session.created" -> Kind.SESSION_CREATED;
            case "session.updated" -> Kind.SESSION_UPDATED;
            case "error" -> Kind.ERROR;
            default ->
                type.startsWith("input_audio_buffer.") || type.startsWith("conversation.item.")
                        ? Kind.RELAYED
                        : Kind.HIDDEN;
        };
    }
}

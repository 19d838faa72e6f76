package dev.parley.offline.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.offline.protocol.ApiError;
import dev.parley.offline.protocol.InvalidRequestException;
import dev.parley.offline.protocol.Members;
import dev.parley.offline.protocol.ProtocolJson;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the events of clients. Stateless. */
public final class ClientEventReader {

    private static final int LONGEST_EVENT_ID = 512;

    private interface Reader {
        ClientEvent read(Members event) throws InvalidRequestException;
    }

    private static final Map<String, Reader> READERS = new TreeMap<>(Map.of(
            "session.update", ClientEventReader::update,
            "input_audio_buffer.append", ClientEventReader::append,
            "input_audio_buffer.commit", event -> bare(event, new ClientEvent.Commit()),
            "input_audio_buffer.clear", event -> bare(event, new ClientEvent.Clear()),
            "conversation.item.retrieve", event -> new ClientEvent.RetrieveItem(itemId(event)),
            "conversation.item.delete", event -> new ClientEvent.DeleteItem(itemId(event))));

    private ClientEventReader() {}

    /** The JSON of a text message. */
    public static JsonNode parse(String text) throws InvalidRequestException {
        try {
            JsonNode node = ProtocolJson.read(text);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException broken) {
            throw new InvalidRequestException(ApiError.invalid(
                    "invalid_json", null, "Invalid event: failed to parse JSON value. " + place(broken)));
        }
        throw new InvalidRequestException(
                ApiError.invalid("invalid_json", null, "Invalid event: expected a JSON object."));
    }

    /** The client's own identifier of an event, for the error that answers it; null if it has none. */
    public static @Nullable String idOf(JsonNode event) {
        JsonNode id = event.path("event_id");
        return id.isTextual() && id.textValue().length() <= LONGEST_EVENT_ID ? id.textValue() : null;
    }

    /** The event that the JSON is, checked but for what only the session knows. */
    public static ClientEvent read(JsonNode json) throws InvalidRequestException {
        Members event = Members.of(json, "");
        String type = event.requiredString("type");
        Reader reader = READERS.get(type);
        if (reader == null) {
            throw new InvalidRequestException(Members.unsupported("type", type, List.copyOf(READERS.keySet())));
        }
        if (event.string("event_id").orElse("").length() > LONGEST_EVENT_ID) {
            throw new InvalidRequestException(ApiError.wrongValue(
                    "event_id", "Invalid 'event_id': longer than " + LONGEST_EVENT_ID + " characters."));
        }
        return reader.read(event);
    }

    private static ClientEvent update(Members event) throws InvalidRequestException {
        event.only("type", "event_id", "session");
        JsonNode session =
                event.value("session").orElseThrow(() -> new InvalidRequestException(ApiError.missing("session")));
        return new ClientEvent.SessionUpdate(session);
    }

    private static ClientEvent append(Members event) throws InvalidRequestException {
        event.only("type", "event_id", "audio");
        byte[] audio = decode(event.requiredString("audio"));
        if (audio.length > ProtocolJson.MOST_AUDIO_BYTES) {
            throw new InvalidRequestException(ApiError.invalid(
                    "string_above_max_length",
                    "audio",
                    "Invalid 'audio': an event may carry 15 MiB of audio at most, but got " + audio.length
                            + " bytes."));
        }
        return new ClientEvent.Append(audio);
    }

    private static byte[] decode(String audio) throws InvalidRequestException {
        try {
            return Base64.getDecoder().decode(audio);
        } catch (IllegalArgumentException broken) {
            throw new InvalidRequestException(
                    ApiError.wrongValue("audio", "Invalid 'audio'. Expected base64-encoded audio bytes."));
        }
    }

    private static ClientEvent bare(Members event, ClientEvent result) throws InvalidRequestException {
        event.only("type", "event_id");
        return result;
    }

    private static String itemId(Members event) throws InvalidRequestException {
        return event.only("type", "event_id", "item_id").requiredString("item_id");
    }

    /** Where it broke, without quoting what the client sent. */
    private static String place(JsonProcessingException broken) {
        return broken.getLocation() == null
                ? ""
                : "Line " + broken.getLocation().getLineNr() + ", column "
                        + broken.getLocation().getColumnNr() + ".";
    }
}

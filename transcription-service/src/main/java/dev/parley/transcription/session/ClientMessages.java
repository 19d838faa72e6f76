package dev.parley.transcription.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.parley.transcription.session.ClientMessage.Append;
import dev.parley.transcription.session.ClientMessage.ChangeLanguage;
import dev.parley.transcription.session.ClientMessage.Clear;
import dev.parley.transcription.session.ClientMessage.Commit;
import dev.parley.transcription.session.ClientMessage.Refused;
import dev.parley.transcription.session.ClientMessage.Stop;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a client says. Never throws: what can't be read is a {@link Refused}. */
@Singleton
final class ClientMessages {

    /** The one member of a session that a client may change. */
    static final String LANGUAGE_PATH = "session.audio.input.transcription.language";

    /** OpenAI's limit for the ids that clients give their events. */
    private static final int MAX_EVENT_ID = 512;

    private final ObjectReader json;

    ClientMessages(ObjectMapper json) {
        this.json = json.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    ClientMessage read(String text) {
        JsonNode message;
        try {
            message = json.readTree(text);
        } catch (JsonProcessingException e) {
            return new Refused(ClientFault.INVALID_JSON, null, null);
        }
        JsonNode eventId = message.path("event_id");
        if (!message.isObject()
                || !message.path("type").isTextual()
                || !(eventId.isMissingNode() || eventId.isNull() || eventId.isTextual())
                || eventId.asText().length() > MAX_EVENT_ID) {
            return new Refused(ClientFault.INVALID_EVENT, null, null);
        }
        return read(message, message.path("type").textValue(), eventId.textValue());
    }

    private static ClientMessage read(JsonNode message, String type, @Nullable String eventId) {
        return switch (type) {
            case "input_audio_buffer.append" -> append(message, eventId);
            case "input_audio_buffer.commit" -> new Commit(eventId);
            case "input_audio_buffer.clear" -> new Clear(eventId);
            case "session.update" -> update(message, eventId);
            case "parley.stop" -> new Stop();
            default -> new Refused(ClientFault.UNKNOWN_TYPE, "type", eventId);
        };
    }

    private static ClientMessage append(JsonNode message, @Nullable String eventId) {
        JsonNode audio = message.path("audio");
        if (!audio.isTextual()) {
            return new Refused(ClientFault.INVALID_EVENT, "audio", eventId);
        }
        try {
            return new Append(Buffer.buffer(Base64.getDecoder().decode(audio.textValue())), eventId);
        } catch (IllegalArgumentException notBase64) {
            return new Refused(ClientFault.INVALID_BASE64, "audio", eventId);
        }
    }

    /** A {@code session.update} that asks for anything but a language is refused whole. */
    private static ClientMessage update(JsonNode message, @Nullable String eventId) {
        Optional<String> foreign = foreign(message, "", Set.of("type", "event_id", "session"))
                .or(() -> foreign(message.path("session"), "session.", Set.of("type", "audio")))
                .or(() -> foreign(message.at("/session/audio"), "session.audio.", Set.of("input")))
                .or(() -> foreign(message.at("/session/audio/input"), "session.audio.input.", Set.of("transcription")))
                .or(() -> foreign(
                        message.at("/session/audio/input/transcription"),
                        "session.audio.input.transcription.",
                        Set.of("language")));
        if (foreign.isPresent()) {
            return new Refused(ClientFault.UNKNOWN_PARAMETER, foreign.get(), eventId);
        }
        JsonNode language = message.at("/session/audio/input/transcription/language");
        return language.isTextual()
                ? new ChangeLanguage(language.textValue(), eventId)
                : new Refused(ClientFault.INVALID_EVENT, LANGUAGE_PATH, eventId);
    }

    /** The path of the first member that does not belong there. */
    private static Optional<String> foreign(JsonNode object, String path, Set<String> known) {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                return Optional.of(path + name);
            }
        }
        return Optional.empty();
    }
}

package dev.parley.transcription.session;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The events that a session sends upstream. */
final class UpstreamCommands {

    /** The id of the commits that are our own: an error about one of them is not for the client. */
    static final String OWN_COMMIT = "parley_commit";

    private static final String APPEND = "{\"type\":\"input_audio_buffer.append\",\"audio\":\"";
    private static final String END = "\"}";

    private UpstreamCommands() {}

    /** Built by hand: it is what goes up all the time, and Base64 needs no escaping. */
    static String append(Buffer pcm) {
        return APPEND + Base64.getEncoder().encodeToString(pcm.getBytes()) + END;
    }

    static String commit(@Nullable String eventId) {
        return event("input_audio_buffer.commit", eventId).toString();
    }

    static String clear(@Nullable String eventId) {
        return event("input_audio_buffer.clear", eventId).toString();
    }

    static String update(ObjectNode session, @Nullable String eventId) {
        return event("session.update", eventId).set("session", session).toString();
    }

    private static ObjectNode event(String type, @Nullable String eventId) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", type);
        return eventId == null ? event : event.put("event_id", eventId);
    }
}

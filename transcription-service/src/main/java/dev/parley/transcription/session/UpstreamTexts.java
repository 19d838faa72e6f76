package dev.parley.transcription.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.transcription.upstream.UpstreamFailure;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes out of the few upstream events that say too much what is no client's business. Everything else never comes here. */
@Singleton
final class UpstreamTexts {

    private static final long MAX_EPOCH_SECOND = Instant.MAX.getEpochSecond();

    private final ObjectMapper json;

    UpstreamTexts(ObjectMapper json) {
        this.json = json;
    }

    /**
     * An upstream's {@code error}, without its text.
     *
     * @param code the upstream's code; empty string where it gives none
     * @param failure what the code stands for
     * @param eventId the event at fault
     */
    record Problem(
            String code, UpstreamFailure failure, @Nullable String eventId) {

        boolean isCommitEmpty() {
            return code.equals("input_audio_buffer_commit_empty");
        }
    }

    /** Empty for text that is no JSON object. */
    Optional<Problem> error(String text) {
        return object(text).map(event -> {
            JsonNode error = event.path("error");
            String code = error.path("code").asText("");
            return new Problem(
                    code,
                    UpstreamFailure.ofError(error.path("type").asText(""), code),
                    error.path("event_id").textValue());
        });
    }

    /** A {@code …failed} event with our code and text in the place of the upstream's. */
    Optional<String> failed(String text) {
        return object(text).map(event -> {
            event.putObject("error")
                    .put("type", "transcription_error")
                    .put("code", "transcription_failed")
                    .put("message", "This turn could not be transcribed.")
                    .putNull("param");
            return event.toString();
        });
    }

    /**
     * What an upstream says of its session.
     *
     * @param text for the client: without instructions, and otherwise as it came
     * @param end when the upstream will end the session; empty where it does not say
     */
    record Session(String text, Optional<Instant> end) {}

    /** A {@code session.created} or {@code session.updated}. */
    Optional<Session> session(String text) {
        return object(text).map(event -> {
            JsonNode session = event.path("session");
            boolean changed = session.isObject() && ((ObjectNode) session).remove("instructions") != null;
            long end = session.path("expires_at").asLong(0);
            return new Session(
                    changed ? event.toString() : text,
                    end <= 0 || end > MAX_EPOCH_SECOND ? Optional.empty() : Optional.of(Instant.ofEpochSecond(end)));
        });
    }

    private Optional<ObjectNode> object(String text) {
        try {
            JsonNode node = json.readTree(text);
            return node instanceof ObjectNode ? Optional.of((ObjectNode) node) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}

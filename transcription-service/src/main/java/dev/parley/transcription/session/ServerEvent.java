package dev.parley.transcription.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.parley.transcription.upstream.UpstreamFailure;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** An event of our own to the client; all others are the upstream's. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ServerEvent.Ready.class, name = "parley.ready"),
    @JsonSubTypes.Type(value = ServerEvent.Flow.class, name = "parley.flow"),
    @JsonSubTypes.Type(value = ServerEvent.Dropped.class, name = "parley.dropped"),
    @JsonSubTypes.Type(value = ServerEvent.Closing.class, name = "parley.closing"),
    @JsonSubTypes.Type(value = ServerEvent.Error.class, name = "error"),
})
@RegisterForReflection
sealed interface ServerEvent {

    /**
     * The upstream listens.
     *
     * @param sessionLimitSeconds how long the session may last, from its beginning
     * @param bufferMillis how much audio is kept while the upstream can't take it
     */
    @RegisterForReflection
    record Ready(
            @JsonProperty("session_limit_seconds") long sessionLimitSeconds,
            @JsonProperty("buffer_millis") long bufferMillis)
            implements ServerEvent {}

    /**
     * Whether the client should hold its audio back.
     *
     * @param paused true: wait; false: go on
     */
    @RegisterForReflection
    record Flow(boolean paused) implements ServerEvent {}

    /**
     * Audio was lost because it came faster than it could go up.
     *
     * @param millis of audio, since the last such event
     */
    @RegisterForReflection
    record Dropped(long millis) implements ServerEvent {}

    /**
     * The last event before we close.
     *
     * @param code of the close that follows
     */
    @RegisterForReflection
    record Closing(String reason, int code) implements ServerEvent {}

    /** Something went wrong; OpenAI's shape, our words. */
    @RegisterForReflection
    record Error(@JsonProperty("event_id") String eventId, Detail error) implements ServerEvent {}

    /**
     * What went wrong.
     *
     * @param type whose fault it is: {@code invalid_request_error} or {@code server_error}
     * @param param the member at fault
     * @param eventId the client's id of the event at fault
     */
    @RegisterForReflection
    record Detail(
            String type,
            String code,
            String message,
            @Nullable String param,
            @JsonProperty("event_id") @Nullable String eventId) {

        static Detail of(ClientFault fault, @Nullable String param, @Nullable String eventId) {
            return new Detail("invalid_request_error", fault.code(), fault.message(), param, eventId);
        }

        static Detail of(UpstreamFailure failure, @Nullable String eventId) {
            return new Detail("server_error", failure.code(), failure.message(), null, eventId);
        }
    }
}

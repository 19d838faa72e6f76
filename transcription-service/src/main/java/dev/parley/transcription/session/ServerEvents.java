package dev.parley.transcription.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.parley.transcription.upstream.UpstreamFailure;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Writes our own events as JSON. Safe for any thread. */
@Singleton
final class ServerEvents {

    private final ObjectWriter writer;
    private final AtomicLong errors = new AtomicLong();

    ServerEvents(ObjectMapper json) {
        this.writer = json.writerFor(ServerEvent.class);
    }

    String encode(ServerEvent event) {
        try {
            return writer.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of ours cannot be written as JSON", e);
        }
    }

    /** An error that is the client's doing. */
    String error(ClientFault fault, @Nullable String param, @Nullable String eventId) {
        return error(ServerEvent.Detail.of(fault, param, eventId));
    }

    /** An error that is the upstream's doing. */
    String error(UpstreamFailure failure, @Nullable String eventId) {
        return error(ServerEvent.Detail.of(failure, eventId));
    }

    private String error(ServerEvent.Detail detail) {
        return encode(new ServerEvent.Error("event_parley_" + errors.incrementAndGet(), detail));
    }
}

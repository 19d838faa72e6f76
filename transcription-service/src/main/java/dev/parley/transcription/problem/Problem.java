package dev.parley.transcription.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/**
 * A REST error as RFC 9457 has it, with Parley's own members {@code code} and {@code retryable}.
 *
 * @param type always {@code about:blank}: the title says what the status means
 * @param title of the status
 * @param status of the answer
 * @param detail one sentence or two for the user
 * @param code machine-readable, stable
 * @param retryable whether coming back may help without anybody's doing
 */
@RegisterForReflection
public record Problem(
        @JsonProperty String type,
        @JsonProperty String title,
        @JsonProperty int status,
        @JsonProperty String detail,
        @JsonProperty String code,
        @JsonProperty boolean retryable) {

    private static final String MEDIA_TYPE = "application/problem+json";

    /** A problem whose title is that of its status. */
    public static Problem of(Response.StatusType status, String code, boolean retryable, String detail) {
        return new Problem("about:blank", status.getReasonPhrase(), status.getStatusCode(), detail, code, retryable);
    }

    /** The answer; never stored by anyone on the way. */
    public Response asResponse() {
        return builder().build();
    }

    /** The answer to one who should wait before it asks again. */
    public Response asResponse(Duration retryAfter) {
        long seconds = retryAfter.plusSeconds(1).minusNanos(1).toSeconds();
        return builder().header("Retry-After", seconds).build();
    }

    private Response.ResponseBuilder builder() {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .header("Cache-Control", "no-store")
                .entity(this);
    }
}

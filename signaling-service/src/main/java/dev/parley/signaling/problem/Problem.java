package dev.parley.signaling.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parley.signaling.protocol.ErrorCode;
import dev.parley.signaling.protocol.Refusal;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A problem document.
 *
 * @param title the status in words
 * @param code for programs, as in {@code error} messages of the sockets
 * @param detail for people: one sentence that quotes nothing the client sent
 * @param retryable whether the same request may succeed later
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String title,
        int status,
        String code,
        @Nullable String detail,
        @Nullable Boolean retryable) {

    private static final String MEDIA_TYPE = "application/problem+json";
    private static final String RETRY_AFTER_SECONDS = "1";

    /** The answer to a request that is refused. */
    public static Response response(Refusal refusal) {
        Problem problem = of(refusal);
        Response.ResponseBuilder response =
                Response.status(problem.status).type(MEDIA_TYPE).entity(problem);
        headers(refusal.code(), response::header);
        return response.build();
    }

    /** Answers a request that is refused, below JAX-RS. */
    public static void answer(HttpServerResponse response, Refusal refusal) {
        Problem problem = of(refusal);
        headers(refusal.code(), response::putHeader);
        response.setStatusCode(problem.status)
                .putHeader("Content-Type", MEDIA_TYPE)
                .end(new JsonObject()
                        .put("title", problem.title)
                        .put("status", problem.status)
                        .put("code", problem.code)
                        .put("detail", problem.detail)
                        .put("retryable", problem.retryable)
                        .encode());
    }

    static Response of(int status) {
        String title = title(status);
        String code = title.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(new Problem(title, status, code, null, null))
                .build();
    }

    /** Says why a request was refused. */
    public static Problem of(Refusal refusal) {
        int status = status(refusal.code());
        return new Problem(
                title(status),
                status,
                refusal.code().wireName(),
                refusal.message(),
                refusal.code().retryable());
    }

    private static String title(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }

    private static int status(ErrorCode code) {
        return switch (code) {
            case INVALID_MESSAGE -> 400;
            case UNAUTHORIZED -> 401;
            case ROOM_NOT_FOUND, PEER_NOT_FOUND -> 404;
            case TOO_LARGE -> 413;
            case RATE_LIMITED, LIMIT -> 429;
            case UNAVAILABLE -> 503;
            default -> 409;
        };
    }

    private static void headers(ErrorCode code, Header header) {
        if (code == ErrorCode.UNAUTHORIZED) {
            header.put("WWW-Authenticate", "Bearer");
        } else if (code.retryable()) {
            header.put("Retry-After", RETRY_AFTER_SECONDS);
        }
    }

    private interface Header {
        Object put(String name, String value);
    }
}

package dev.parley.transcription.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers requests that never reach a resource with a problem too, and never with the framework's own text. */
class RequestProblems {

    /** What the framework throws for a member of the wrong type. */
    @ServerExceptionMapper
    Response malformed(MismatchedInputException refused) {
        return malformed();
    }

    /** Everything else that a request can have wrong, text that is no JSON among it. */
    @ServerExceptionMapper
    Response refused(WebApplicationException refused) {
        Response.StatusType status = refused.getResponse().getStatusInfo();
        return status.getStatusCode() == Response.Status.BAD_REQUEST.getStatusCode()
                ? malformed()
                : Problem.of(
                                status,
                                "invalid_request",
                                false,
                                "This request can't be served: " + status.getReasonPhrase())
                        .asResponse();
    }

    private static Response malformed() {
        return Problem.of(
                        Response.Status.BAD_REQUEST,
                        "invalid_message",
                        false,
                        "The body of this request has to be a JSON object with members of the right type.")
                .asResponse();
    }
}

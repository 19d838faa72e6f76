package dev.parley.signaling.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers failed requests. Nothing of an exception reaches the client. */
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper
    Response refused(WebApplicationException e) {
        return Problem.of(e.getResponse().getStatus());
    }

    @ServerExceptionMapper
    Response failed(RuntimeException e) {
        LOG.error("A request failed", e);
        return Problem.of(Response.Status.INTERNAL_SERVER_ERROR.getStatusCode());
    }
}

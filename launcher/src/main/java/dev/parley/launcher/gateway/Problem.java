package dev.parley.launcher.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * An error of the gateway itself, told as RFC 9457 problem details.
 *
 * @param status the HTTP status
 * @param code the machine's word for it, as in the errors of the WebSocket protocols
 * @param detail a sentence for people
 */
record Problem(int status, String code, String detail) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem notFound() {
        return new Problem(404, "not_found", "There is nothing at this address.");
    }

    /** The part doesn't answer at all: it may be starting, so trying again makes sense. */
    static Problem away(Route route) {
        return new Problem(503, "unavailable", route.part() + " can't be reached. Try again in a moment.");
    }

    /** The part was reached, but its answer was cut off or wrong. */
    static Problem broken(Route route) {
        return new Problem(502, "bad_gateway", route.part() + " gave no proper answer.");
    }

    /** The part answered an upgrade with something else than a WebSocket. */
    static Problem refused(Route route, int status) {
        return new Problem(
                status < 400 ? 502 : status, "upgrade_refused", route.part() + " did not accept this WebSocket.");
    }

    Buffer body() {
        return new JsonObject()
                .put("type", "about:blank")
                .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                .put("status", status)
                .put("code", code)
                .put("detail", detail)
                .toBuffer();
    }

    void send(HttpServerResponse response) {
        if (response.headWritten() || response.closed()) {
            response.reset();
            return;
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE);
        if (status == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        response.end(body());
    }
}

package dev.parley.launcher.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/**
 * Tells the parts who the client is and how it addressed the gateway. What a client itself claims in such headers is
 * thrown away: limits by address and the origin check rest on them.
 */
final class ForwardedHeaders {

    private static final List<String> CLAIMS = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Forwarded-Proto",
            "X-Forwarded-Ssl",
            "X-Real-IP");

    private ForwardedHeaders() {}

    /** Makes {@code outgoing}, which may hold a copy of the request's headers, say the truth about {@code request}. */
    static void write(HttpServerRequest request, MultiMap outgoing) {
        CLAIMS.forEach(outgoing::remove);
        outgoing.set("X-Forwarded-For", request.remoteAddress().hostAddress());
        outgoing.set("X-Forwarded-Proto", request.isSSL() ? "https" : "http");
        outgoing.set("X-Forwarded-Host", request.authority().toString());
    }
}

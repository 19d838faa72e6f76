package dev.parley.launcher.gateway;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The headers that guard each file of the page: where it may load from and connect to, and which devices it may ask for. */
final class PageHeaders implements Handler<RoutingContext> {

    private final String contentSecurityPolicy;

    PageHeaders(List<String> connectSources) {
        this.contentSecurityPolicy = String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "img-src 'self' data: blob:",
                "font-src 'self'",
                "media-src 'self' blob: mediastream:",
                "worker-src 'self'",
                "manifest-src 'self'",
                "connect-src 'self' " + String.join(" ", connectSources),
                "base-uri 'none'",
                "form-action 'self'",
                "frame-ancestors 'none'");
    }

    @Override
    public void handle(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", contentSecurityPolicy)
                .putHeader(
                        "Permissions-Policy",
                        "camera=(self), microphone=(self), display-capture=(self), clipboard-write=(self), geolocation=()")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin");
        context.next();
    }
}

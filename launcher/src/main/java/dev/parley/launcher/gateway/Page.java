package dev.parley.launcher.gateway;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.nio.file.Path;
import java.util.List;

/**
 * The static page. Files under {@code /assets} carry a hash of their content in their names, so they may be kept for good;
 * everything else is asked for again each time.
 */
final class Page implements Handler<RoutingContext> {

    private static final String FOR_GOOD = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";

    private final StaticHandler files;
    private final String contentSecurityPolicy;

    Page(Path folder, List<String> connectSources) {
        this.files = StaticHandler.create(
                        FileSystemAccess.ROOT, folder.toAbsolutePath().toString())
                .setFilesReadOnly(false)
                .setCacheEntryTimeout(1)
                .setDirectoryListing(false)
                .setDefaultContentEncoding("UTF-8");
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
        var immutable = context.normalizedPath().startsWith("/assets/");
        context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, immutable ? FOR_GOOD : ASK_AGAIN)
                .putHeader("Content-Security-Policy", contentSecurityPolicy)
                .putHeader(
                        "Permissions-Policy",
                        "camera=(self), microphone=(self), display-capture=(self), clipboard-write=(self), geolocation=()")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin");
        files.handle(context);
    }
}

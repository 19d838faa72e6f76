package dev.parley.launcher.gateway;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.nio.file.Path;

/**
 * The static page. Files under {@code /assets} carry a hash of their content in their names, so they may be kept for good;
 * everything else is asked for again each time.
 */
final class Page implements Handler<RoutingContext> {

    static final String ASK_AGAIN = "no-cache";

    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private final StaticHandler files;

    Page(Path folder) {
        this.files = StaticHandler.create(
                        FileSystemAccess.ROOT, folder.toAbsolutePath().toString())
                .setFilesReadOnly(false)
                .setCacheEntryTimeout(1)
                .setDirectoryListing(false)
                .setDefaultContentEncoding("UTF-8");
    }

    @Override
    public void handle(RoutingContext context) {
        var immutable = context.normalizedPath().startsWith("/assets/");
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, immutable ? FOR_GOOD : ASK_AGAIN);
        files.handle(context);
    }
}

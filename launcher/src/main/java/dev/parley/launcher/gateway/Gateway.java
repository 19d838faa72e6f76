package dev.parley.launcher.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one origin that a browser sees: the static page, and behind their paths the parts, for HTTP and for WebSockets. It
 * holds no state of its own. One event loop serves it, which is plenty for the users of one machine.
 */
public final class Gateway implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 20_000;
    private static final int CONNECT_TIMEOUT_MILLIS = 3_000;
    private static final int CLOSE_WITHIN_SECONDS = 5;

    private final GatewayConfig config;
    private final Vertx vertx;

    private Gateway(GatewayConfig config) {
        this.config = config;
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(4));
    }

    /**
     * Returns as soon as it listens.
     *
     * @throws IOException if it can't listen at that address
     */
    public static Gateway open(GatewayConfig config) throws IOException {
        var gateway = new Gateway(config);
        try {
            gateway.await(gateway.listen());
            return gateway;
        } catch (IOException failed) {
            gateway.close();
            throw failed;
        }
    }

    @Override
    public void close() {
        try {
            await(vertx.close());
        } catch (IOException alreadyClosed) {
            // There is nothing more to close.
        }
    }

    private Future<HttpServer> listen() {
        var router = Router.router(vertx);
        router.route().handler(new HostCheck(config.hosts()));
        var forHttp = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(MAX_CONNECTIONS).setConnectTimeout(CONNECT_TIMEOUT_MILLIS));
        var forWebSockets = vertx.createNetClient(
                new NetClientOptions().setTcpNoDelay(true).setConnectTimeout(CONNECT_TIMEOUT_MILLIS));
        for (var route : config.routes()) {
            router.route().handler(new PartProxy(route, forHttp, forWebSockets)::handle);
        }
        router.get().handler(new Page(config.page(), config.connectSources()));
        router.route().handler(context -> Problem.notFound().send(context.response()));
        router.route().failureHandler(Gateway::failed);
        return vertx.createHttpServer(new HttpServerOptions()
                        .setHost(config.host())
                        .setPort(config.port())
                        .setHttp2ClearTextEnabled(false)
                        .setMaxHeaderSize(16 * 1024))
                .requestHandler(router)
                .listen();
    }

    private static void failed(RoutingContext context) {
        var status = context.statusCode() > 0 ? context.statusCode() : 500;
        new Problem(status, status < 500 ? "bad_request" : "internal", "The gateway could not handle this request.")
                .send(context.response());
    }

    private <T> T await(Future<T> future) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(CLOSE_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IOException(String.valueOf(failed.getMessage()), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", interrupted);
        }
    }
}

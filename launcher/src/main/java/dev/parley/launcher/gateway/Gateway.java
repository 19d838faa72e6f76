package dev.parley.launcher.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
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
        router.get().handler(new PageHeaders(config.connectSources()));
        if (config.tls() != null && config.tls().trust() != null) {
            offerTrust(router, config.tls().trust());
        }
        router.get().handler(new Page(config.page()));
        router.route().handler(context -> Problem.notFound().send(context.response()));
        router.route().failureHandler(Gateway::failed);
        var http = serve(router, options(config.host(), config.port()));
        var tls = config.tls();
        return tls == null
                ? http
                : http.compose(listening -> serve(
                        router, options(tls.host(), tls.port()).setSsl(true).setKeyCertOptions(tls.certificate())));
    }

    private Future<HttpServer> serve(Router router, HttpServerOptions options) {
        return vertx.createHttpServer(options).requestHandler(router).listen();
    }

    /** HTTP/1.1 for both: the tunnel of the WebSockets knows nothing else. */
    private static HttpServerOptions options(String host, int port) {
        return new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setMaxHeaderSize(16 * 1024);
    }

    private static void offerTrust(Router router, GatewayTls.Trust trust) {
        router.get("/trust").handler(context -> context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, Page.ASK_AGAIN)
                .sendFile(trust.page().toString())
                .onFailure(context::fail));
        router.get("/local-ca.crt").handler(context -> context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/x-x509-ca-cert")
                .putHeader(HttpHeaders.CACHE_CONTROL, Page.ASK_AGAIN)
                .sendFile(trust.authority().toString())
                .onFailure(context::fail));
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

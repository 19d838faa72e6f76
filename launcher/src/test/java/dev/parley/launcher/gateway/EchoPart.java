package dev.parley.launcher.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A part that tells what reached it, and echoes what a WebSocket sends. */
final class EchoPart implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final BlockingQueue<ServerWebSocket> sockets = new LinkedBlockingQueue<>();
    private final String name;
    private final HttpServer server;

    private EchoPart(String name) {
        this.name = name;
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setMaxWebSocketFrameSize(1 << 20)
                        .setMaxWebSocketMessageSize(1 << 20)
                        .setWebSocketSubProtocols(List.of("realtime")))
                .webSocketHandler(this::accept)
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    static EchoPart open(String name) {
        return new EchoPart(name);
    }

    Route route(String prefix) {
        return new Route(prefix, name, SocketAddress.inetSocketAddress(server.actualPort(), "127.0.0.1"));
    }

    /** The sockets that were accepted, in order. */
    BlockingQueue<ServerWebSocket> sockets() {
        return sockets;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void accept(ServerWebSocket socket) {
        if (socket.query() != null && socket.query().contains("refuse")) {
            socket.reject(403);
            return;
        }
        sockets.add(socket);
        if (socket.query() == null || !socket.query().contains("silent")) {
            socket.textMessageHandler(socket::writeTextMessage);
            socket.binaryMessageHandler(socket::writeBinaryMessage);
        } else {
            socket.pause();
        }
    }

    private void answer(HttpServerRequest request) {
        if (request.path().endsWith("/break")) {
            request.connection().close();
            return;
        }
        var headers = new JsonObject();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        request.body().onSuccess(body -> {
            var status = request.getParam("status");
            request.response()
                    .setStatusCode(status == null ? 200 : Integer.parseInt(status))
                    .putHeader("X-Part", name)
                    .end(new JsonObject()
                            .put("part", name)
                            .put("uri", request.uri())
                            .put("bodyLength", body.length())
                            .put("headers", headers)
                            .toBuffer());
        });
    }
}

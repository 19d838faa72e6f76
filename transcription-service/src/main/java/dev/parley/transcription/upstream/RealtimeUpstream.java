package dev.parley.transcription.upstream;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;

/** Opens Realtime API sockets with Vert.x' WebSocket client, authenticated by the standard key. */
@Singleton
class RealtimeUpstream implements Upstream {

    /** OpenAI's largest documented events are a few kilobytes; a turn of many minutes stays below this too. */
    private static final int MAX_MESSAGE_BYTES = 1 << 20;

    private final Vertx vertx;
    private final UpstreamConfig config;
    private final WebSocketClient client;
    private final int timeoutMillis;

    RealtimeUpstream(Vertx vertx, UpstreamConfig config) {
        this.vertx = vertx;
        this.config = config;
        this.timeoutMillis = Math.toIntExact(config.timeout().toMillis());
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
                // The bound on connections is the bound on sessions; Vert.x' own default would be 50.
                .setMaxConnections(Integer.MAX_VALUE)
                .setMaxFrameSize(MAX_MESSAGE_BYTES)
                .setMaxMessageSize(MAX_MESSAGE_BYTES)
                .setConnectTimeout(timeoutMillis)
                // A partner that does not answer our close is not waited for.
                .setClosingTimeout(2));
    }

    void onShutdown(@Observes ShutdownEvent shutdown) {
        client.close();
    }

    @Override
    public UpstreamConnection connect(UpstreamEvents events) {
        Optional<UpstreamTarget> target = config.target();
        ClientWebSocket socket = client.webSocket();
        RealtimeConnection connection = new RealtimeConnection(vertx, socket, events, config.ping());
        if (target.isEmpty()) {
            connection.refuse(UpstreamFailure.NOT_CONFIGURED);
        } else {
            connection.open(options(target.get()));
        }
        return connection;
    }

    private WebSocketConnectOptions options(UpstreamTarget target) {
        URI url = target.socketUrl();
        boolean tls = "wss".equals(url.getScheme());
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost(url.getHost())
                .setPort(url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80)
                .setSsl(tls)
                .setURI(url.getRawPath() + "?" + url.getRawQuery())
                .setAllowOriginHeader(false);
        options.setTimeout(timeoutMillis);
        target.key().ifPresent(key -> options.putHeader("Authorization", key.bearer()));
        return options;
    }
}

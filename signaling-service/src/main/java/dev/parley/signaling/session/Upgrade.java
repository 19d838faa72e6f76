package dev.parley.signaling.session;

import io.netty.channel.Channel;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.inject.Singleton;

/**
 * Keeps what only the upgrade tells of a connection: the client's address, which is the one that a trusted proxy states
 * ({@code quarkus.http.proxy.*}), else the peer of the TCP connection; and its channel.
 */
@Singleton
class Upgrade implements HttpUpgradeCheck {

    private static final UserData.TypedKey<String> ADDRESS = UserData.TypedKey.forString("parley.address");
    private static final UserData.TypedKey<Channel> CHANNEL = new UserData.TypedKey<>("parley.channel");

    /** The client's address. */
    static String addressOf(WebSocketConnection connection) {
        return connection.userData().get(ADDRESS);
    }

    /** The client's address. */
    static String addressOf(HttpServerRequest request) {
        SocketAddress address = request.remoteAddress();
        if (address == null) {
            return "unknown";
        }
        return address.hostAddress() == null ? String.valueOf(address.host()) : address.hostAddress();
    }

    /** The connection below the WebSocket, which can be cut and held without the other end's help. */
    static Channel channelOf(WebSocketConnection connection) {
        return connection.userData().get(CHANNEL);
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        HttpServerRequest request = context.httpRequest();
        context.userData().put(ADDRESS, addressOf(request));
        context.userData().put(CHANNEL, ((ConnectionBase) request.connection()).channel());
        return CheckResult.permitUpgrade();
    }
}

package dev.parley.signaling.session;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;

/**
 * Keeps the client's address of an upgrade for the connection that comes of it: the one that a trusted proxy states
 * ({@code quarkus.http.proxy.*}), else the peer of the TCP connection.
 */
@Singleton
class ClientAddress implements HttpUpgradeCheck {

    private static final UserData.TypedKey<String> ADDRESS = UserData.TypedKey.forString("parley.address");

    static String of(WebSocketConnection connection) {
        String address = connection.userData().get(ADDRESS);
        return address == null ? "unknown" : address;
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        SocketAddress address = context.httpRequest().remoteAddress();
        if (address != null && address.hostAddress() != null) {
            context.userData().put(ADDRESS, address.hostAddress());
        } else if (address != null && address.host() != null) {
            context.userData().put(ADDRESS, address.host());
        }
        return CheckResult.permitUpgrade();
    }
}

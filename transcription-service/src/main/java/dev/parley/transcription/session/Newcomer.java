package dev.parley.transcription.session;

import dev.parley.transcription.address.ClientNetwork;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * What the upgrade request said of a client.
 *
 * @param network of the address that a trusted gateway forwards, which the socket itself doesn't know
 * @param language of the query; empty where it names none
 */
record Newcomer(ClientNetwork network, Optional<String> language) {

    private static final TypedKey<Newcomer> KEY = new TypedKey<>("parley.newcomer");

    static Newcomer of(WebSocketConnection connection) {
        return connection.userData().get(KEY);
    }

    /** Keeps it for the endpoint. Refuses nobody. */
    @Singleton
    static class Note implements HttpUpgradeCheck {
        @Override
        public Uni<CheckResult> perform(HttpUpgradeContext context) {
            ClientNetwork network = ClientNetwork.of(context.httpRequest().remoteAddress());
            Optional<String> language =
                    Optional.ofNullable(context.httpRequest().getParam("language"));
            context.userData().put(KEY, new Newcomer(network, language));
            return CheckResult.permitUpgrade();
        }
    }
}

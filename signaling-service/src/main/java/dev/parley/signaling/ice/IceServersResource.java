package dev.parley.signaling.ice;

import dev.parley.signaling.protocol.Door;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.relay.Relay;
import dev.parley.signaling.session.Identities;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/ice-servers}: STUN for anyone, TURN for those who have a session at the rooms' door. */
@Path("/api/ice-servers")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class IceServersResource {

    private static final String BEARER = "Bearer ";

    private final List<String> stunUrls;
    private final Optional<TurnCredentials> turn;
    private final Duration validity;
    private final Identities identities;
    private final Relay relay;
    private final InstantSource clock;

    IceServersResource(StunConfig stun, TurnConfig turn, Identities identities, Relay relay, InstantSource clock) {
        this.stunUrls = stun.urls();
        this.turn = turn.urls().flatMap(urls -> turn.secret().map(secret -> new TurnCredentials(urls, secret)));
        this.validity = turn.validity();
        this.identities = identities;
        this.relay = relay;
        this.clock = clock;
    }

    /** The servers that a browser should use for its next call. */
    @GET
    public CompletionStage<Response> iceServers(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        Instant expiresAt = clock.instant().plus(validity).truncatedTo(ChronoUnit.SECONDS);
        return liveSession(authorization).thenApply(peer -> {
            List<IceServer> servers = new ArrayList<>();
            servers.add(IceServer.stun(stunUrls));
            peer.flatMap(self -> turn.map(credentials -> credentials.issue(self, expiresAt)))
                    .ifPresent(servers::add);
            return Response.ok(new IceServers(servers, expiresAt))
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        });
    }

    private CompletionStage<Optional<PeerId>> liveSession(@Nullable String authorization) {
        Optional<PeerId> proven = Optional.ofNullable(authorization)
                .filter(header -> header.startsWith(BEARER))
                .flatMap(header -> identities.proven(Door.ROOMS, header.substring(BEARER.length())))
                .map(peer -> peer.id());
        if (proven.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return relay.isOpen(proven.get()).thenApply(open -> proven.filter(peer -> open));
    }
}

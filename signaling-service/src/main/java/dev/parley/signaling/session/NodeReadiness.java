package dev.parley.signaling.session;

import dev.parley.signaling.protocol.Refusal;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Says whether this node takes somebody new: not when it is full, nor when it stops. Who is here stays. */
@Readiness
@Singleton
class NodeReadiness implements HealthCheck {

    private final Hub hub;

    NodeReadiness(Hub hub) {
        this.hub = hub;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("node")
                .withData("sockets", hub.open().size())
                .withData("outbox_bytes", hub.outboxBytes())
                .up();
        hub.closedTo().map(Refusal::message).ifPresent(why -> response.down().withData("reason", why));
        return response.build();
    }
}

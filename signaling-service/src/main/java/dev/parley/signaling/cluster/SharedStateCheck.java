package dev.parley.signaling.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Takes a node out of the balance while it can't reach what it shares with the others. */
@Readiness
@ApplicationScoped
class SharedStateCheck implements HealthCheck {

    private final SharedState state;

    SharedStateCheck(SharedState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        boolean isThere = state.isThere().orElse(true);
        return HealthCheckResponse.named("Shared state")
                .status(isThere)
                .withData("where", state.isThere().isPresent() ? "redis" : "memory")
                .build();
    }
}

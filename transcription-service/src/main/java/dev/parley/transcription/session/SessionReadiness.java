package dev.parley.transcription.session;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while this node has as many sessions as it can serve; the running ones go on. */
@Readiness
@Singleton
class SessionReadiness implements HealthCheck {

    private final Admission admission;

    SessionReadiness(Admission admission) {
        this.admission = admission;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("sessions");
        if (admission.isNodeFull()) {
            answer.withData("reason", "This node has as many sessions as it can serve.");
        }
        return answer.status(!admission.isNodeFull()).build();
    }
}

package dev.parley.offline.engine;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the models are loaded; until then it tells how far it is, and if it never will be, why. */
@Readiness
class EngineReadiness implements HealthCheck {

    private final SpeechEngine engine;

    EngineReadiness(SpeechEngine engine) {
        this.engine = engine;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("speech-engine");
        EngineState state = engine.state();
        if (state instanceof EngineState.Loading loading) {
            return response.down()
                    .withData("reason", "the speech models are being loaded")
                    .withData("progress", loading.step())
                    .build();
        }
        if (state instanceof EngineState.Failed failed) {
            return response.down().withData("reason", failed.reason()).build();
        }
        return response.up().build();
    }
}

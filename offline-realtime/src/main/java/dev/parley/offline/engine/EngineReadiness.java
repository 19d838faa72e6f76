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
        return engine.state()
                .match(
                        step -> response.down()
                                .withData("reason", "the speech models are being loaded")
                                .withData("progress", step),
                        transcriber -> response.up(),
                        reason -> response.down().withData("reason", reason))
                .build();
    }
}

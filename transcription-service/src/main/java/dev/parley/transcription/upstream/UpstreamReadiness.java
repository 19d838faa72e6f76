package dev.parley.transcription.upstream;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready, with the reason, when no upstream is configured or it can't be reached. */
@Readiness
@Singleton
class UpstreamReadiness implements AsyncHealthCheck {

    private final UpstreamConfig config;
    private final UpstreamProbe probe;

    UpstreamReadiness(UpstreamConfig config, UpstreamProbe probe) {
        this.config = config;
        this.probe = probe;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return probe.check().map(unready -> {
            HealthCheckResponseBuilder answer = HealthCheckResponse.named("upstream");
            config.target()
                    .ifPresent(target ->
                            answer.withData("kind", target.kind().name().toLowerCase(Locale.ROOT)));
            unready.ifPresent(reason -> answer.withData("reason", reason));
            return answer.status(unready.isEmpty()).build();
        });
    }
}

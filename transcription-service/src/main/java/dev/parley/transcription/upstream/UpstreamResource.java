package dev.parley.transcription.upstream;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/transcription}: what transcribes here, so that a page can say so. */
@Path("/api/transcription")
@Produces(MediaType.APPLICATION_JSON)
class UpstreamResource {

    private final UpstreamConfig config;
    private final UpstreamProbe probe;

    UpstreamResource(UpstreamConfig config, UpstreamProbe probe) {
        this.config = config;
        this.probe = probe;
    }

    /**
     * What is in use.
     *
     * @param upstream null when none is configured
     * @param model the transcription model
     * @param languages ISO-639-1; the first one is the default
     * @param ready whether a session can be expected to work now
     * @param reason why not; null when ready
     */
    record Description(
            @JsonProperty("upstream") @Nullable UpstreamKind upstream,
            @JsonProperty("model") String model,
            @JsonProperty("languages") List<String> languages,
            @JsonProperty("ready") boolean ready,
            @JsonProperty("reason") @Nullable String reason) {}

    @GET
    public Uni<Description> describe() {
        return probe.check()
                .map(unready -> new Description(
                        config.target().map(UpstreamTarget::kind).orElse(null),
                        config.model().name(),
                        config.target().map(UpstreamTarget::languages).orElse(List.of()),
                        unready.isEmpty(),
                        unready.orElse(null)));
    }
}

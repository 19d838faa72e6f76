package dev.parley.transcription.clientsecret;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.parley.transcription.problem.Problem;
import dev.parley.transcription.upstream.UpstreamFailure;
import dev.parley.transcription.upstream.UpstreamTarget;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/transcription-session}: an ephemeral key for a browser that goes to the Realtime API by itself. */
@Path("/api/transcription-session")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class ClientSecretResource {

    private final ClientSecrets secrets;
    private final MeterRegistry registry;

    ClientSecretResource(ClientSecrets secrets, MeterRegistry registry) {
        this.secrets = secrets;
        this.registry = registry;
    }

    /** @param language ISO-639-1; the default one when missing */
    record Wish(@JsonProperty("language") @Nullable String language) {}

    /** Where a browser takes its key. */
    @RegisterForReflection
    record Endpoints(
            @JsonProperty("calls") String calls,
            @JsonProperty("websocket") String websocket) {
        static Endpoints of(UpstreamTarget target) {
            return new Endpoints(target.publicCallsUrl(), target.publicSocketUrl());
        }
    }

    /** The Realtime API's own answer, and the endpoints. */
    @RegisterForReflection
    record Answer(
            @JsonUnwrapped ClientSecret secret,
            @JsonProperty("endpoints") Endpoints endpoints) {}

    @POST
    public Uni<Response> mint(@Nullable Wish wish) {
        return secrets.mint(Optional.ofNullable(wish).map(Wish::language))
                .map(minted -> minted.accept(new Answering()));
    }

    /** The answer to each outcome. */
    private final class Answering implements Minted.Visitor<Response> {
        @Override
        public Response issued(Minted.Issued issued) {
            count("issued");
            return Response.ok(new Answer(issued.secret(), Endpoints.of(issued.target())))
                    .header("Cache-Control", "no-store")
                    .build();
        }

        @Override
        public Response unsupportedLanguage(Minted.UnsupportedLanguage refused) {
            count("unsupported_language");
            return Problem.of(
                            Response.Status.BAD_REQUEST,
                            "unsupported_language",
                            false,
                            "This language is not offered; GET /api/transcription lists the ones that are.")
                    .asResponse();
        }

        @Override
        public Response failed(Minted.Failed failed) {
            UpstreamFailure failure = failed.loss().failure();
            count(failure.code());
            return Problem.of(status(failure), failure.code(), failure.retryable(), failure.message())
                    .asResponse();
        }
    }

    private void count(String result) {
        registry.counter("parley.transcription.mints", "result", result).increment();
    }

    private static Response.Status status(UpstreamFailure failure) {
        return switch (failure) {
            case NOT_CONFIGURED, UNAVAILABLE, BUSY, CLOSED, EXPIRED -> Response.Status.SERVICE_UNAVAILABLE;
            case TIMEOUT -> Response.Status.GATEWAY_TIMEOUT;
            case UNAUTHORIZED, UNTRUSTED, QUOTA, REJECTED, INVALID_ANSWER, OTHER -> Response.Status.BAD_GATEWAY;
        };
    }
}

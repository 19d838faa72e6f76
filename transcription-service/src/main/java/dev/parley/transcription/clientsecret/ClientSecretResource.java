package dev.parley.transcription.clientsecret;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.parley.transcription.address.ClientNetwork;
import dev.parley.transcription.log.EventLog;
import dev.parley.transcription.log.Repetition;
import dev.parley.transcription.problem.Problem;
import dev.parley.transcription.upstream.UpstreamFailure;
import dev.parley.transcription.upstream.UpstreamTarget;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/transcription-session}: an ephemeral key for a browser that goes to the Realtime API by itself. */
@Startup
@Singleton
@Path("/api/transcription-session")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class ClientSecretResource {

    private static final String MINTS = "parley.transcription.mints";

    private final ClientSecrets secrets;
    private final MeterRegistry registry;
    private final Limits limits;
    private final EventLog log;

    ClientSecretResource(ClientSecrets secrets, MintLimits limits, MeterRegistry registry, Repetition repetition) {
        this.secrets = secrets;
        this.limits = Limits.of(limits);
        this.log = new EventLog(ClientSecretResource.class, repetition);
        this.registry = registry;
        // There from the start: what counts nothing yet is seen too.
        registry.counter(MINTS, "result", "issued");
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

    /**
     * What a client may ask for.
     *
     * @param keysPerMinute of one address
     * @param keySeconds how long a key opens sessions
     */
    @RegisterForReflection
    record Limits(
            @JsonProperty("keys_per_minute") int keysPerMinute,
            @JsonProperty("key_seconds") long keySeconds) {
        static Limits of(MintLimits limits) {
            return new Limits(limits.perAddress(), limits.keyLifetime().toSeconds());
        }
    }

    /** The Realtime API's own answer, the endpoints and the limits. */
    @RegisterForReflection
    record Answer(
            @JsonUnwrapped ClientSecret secret,
            @JsonProperty("endpoints") Endpoints endpoints,
            @JsonProperty("limits") Limits limits) {}

    @POST
    public Uni<Response> mint(@Context HttpServerRequest request, @Nullable Wish wish) {
        return secrets.mint(
                        ClientNetwork.of(request.remoteAddress()),
                        Optional.ofNullable(wish).map(Wish::language))
                .map(minted -> minted.accept(new Answering()));
    }

    /** The answer to each outcome. */
    private final class Answering implements Minted.Visitor<Response> {
        @Override
        public Response issued(Minted.Issued issued) {
            count("issued");
            return Response.ok(new Answer(issued.secret(), Endpoints.of(issued.target()), limits))
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
        public Response limited(Minted.Limited limited) {
            count("rate_limited");
            log.warn("mint.refused", "rate_limited", Map.of("reason", "rate_limited"));
            return Problem.of(
                            Response.Status.TOO_MANY_REQUESTS,
                            "rate_limited",
                            true,
                            "Too many keys were asked for. Try again in a moment.")
                    .asResponse(limited.retryAfter());
        }

        @Override
        public Response failed(Minted.Failed failed) {
            UpstreamFailure failure = failed.loss().failure();
            count(failure.code());
            log.warn(
                    "mint.failed",
                    failure.code(),
                    Map.of("kind", failure.code(), "cause", failed.loss().cause()));
            Problem problem = Problem.of(status(failure), failure.code(), failure.retryable(), failure.message());
            return failed.loss().retryAfter().map(problem::asResponse).orElseGet(problem::asResponse);
        }
    }

    private void count(String result) {
        registry.counter(MINTS, "result", result).increment();
    }

    private static Response.Status status(UpstreamFailure failure) {
        return switch (failure) {
            case NOT_CONFIGURED, UNAVAILABLE, BUSY, CLOSED, EXPIRED -> Response.Status.SERVICE_UNAVAILABLE;
            case TIMEOUT -> Response.Status.GATEWAY_TIMEOUT;
            case UNAUTHORIZED, UNTRUSTED, QUOTA, REJECTED, INVALID_ANSWER, OTHER -> Response.Status.BAD_GATEWAY;
        };
    }
}

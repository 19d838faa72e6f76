package dev.parley.transcription.clientsecret;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.transcription.address.ClientNetwork;
import dev.parley.transcription.upstream.ApiKey;
import dev.parley.transcription.upstream.UpstreamConfig;
import dev.parley.transcription.upstream.UpstreamFailure;
import dev.parley.transcription.upstream.UpstreamLoss;
import dev.parley.transcription.upstream.UpstreamTarget;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Mints ephemeral keys at the upstream. */
@Startup
@Singleton
class ClientSecrets {

    /** The bounds are the Realtime API's. */
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    private static final Duration LONGEST = Duration.ofHours(2);

    private final Optional<Mint> mint;
    private final MintRate rate;
    private final Duration lifetime;

    ClientSecrets(UpstreamConfig config, MintLimits limits, MintRate rate) {
        this.rate = rate;
        this.lifetime = limits.keyLifetime();
        if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("PARLEY_MINT_KEY_LIFETIME has to be between 10 seconds and 2 hours.");
        }
        this.mint = config.target().map(target -> Mint.of(target, config.timeout()));
    }

    /** Where keys come from. */
    private record Mint(RealtimeRestClient client, UpstreamTarget target) {
        static Mint of(UpstreamTarget target, Duration timeout) {
            RealtimeRestClient client = QuarkusRestClientBuilder.newBuilder()
                    .baseUri(target.baseUrl())
                    .connectTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .readTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .followRedirects(false)
                    .build(RealtimeRestClient.class);
            return new Mint(client, target);
        }
    }

    /**
     * Asks for a key that opens sessions in a language.
     *
     * @param network whose key it will be
     * @param language one of the target's; empty for the default one
     * @return the outcome; it never fails
     */
    Uni<Minted> mint(ClientNetwork network, Optional<String> language) {
        if (mint.isEmpty()) {
            return Uni.createFrom()
                    .item(new Minted.Failed(UpstreamLoss.of(UpstreamFailure.NOT_CONFIGURED, "settings")));
        }
        UpstreamTarget target = mint.get().target();
        String spoken = language.orElse(target.defaultLanguage());
        if (!target.languages().contains(spoken)) {
            return Uni.createFrom().item(new Minted.UnsupportedLanguage());
        }
        Optional<Duration> wait = rate.take(network);
        if (wait.isPresent()) {
            return Uni.createFrom().item(new Minted.Limited(wait.get()));
        }
        ObjectNode session = target.model().session(spoken);
        return mint.get()
                .client()
                .mint(target.key().map(ApiKey::bearer).orElse(null), ClientSecretRequest.of(session, lifetime))
                .<Minted>map(secret -> secret.value() == null || secret.value().isBlank()
                        ? new Minted.Failed(UpstreamLoss.of(UpstreamFailure.INVALID_ANSWER, "no key"))
                        : new Minted.Issued(secret, target))
                .onFailure()
                .recoverWithItem(error -> new Minted.Failed(lossOf(error)));
    }

    /** The upstream's own text stays out: it may quote the key. */
    private static UpstreamLoss lossOf(Throwable error) {
        if (error instanceof WebApplicationException) {
            Response answer = ((WebApplicationException) error).getResponse();
            return UpstreamLoss.ofStatus(answer.getStatus(), answer.getHeaderString("Retry-After"));
        }
        Throwable cause = error instanceof ProcessingException ? error.getCause() : error;
        return cause instanceof JacksonException
                ? UpstreamLoss.of(UpstreamFailure.INVALID_ANSWER, "not the documented JSON")
                : UpstreamLoss.ofThrown(cause == null ? error : cause);
    }
}

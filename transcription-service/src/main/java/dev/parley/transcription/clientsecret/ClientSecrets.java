package dev.parley.transcription.clientsecret;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.transcription.upstream.ApiKey;
import dev.parley.transcription.upstream.UpstreamConfig;
import dev.parley.transcription.upstream.UpstreamFailure;
import dev.parley.transcription.upstream.UpstreamLoss;
import dev.parley.transcription.upstream.UpstreamTarget;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Mints ephemeral keys at the upstream. */
@Singleton
class ClientSecrets {

    private final Optional<Mint> mint;

    ClientSecrets(UpstreamConfig config) {
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
     * Asks for a key that opens sessions in a language for a minute.
     *
     * @param language one of the target's; empty for the default one
     * @return the outcome; it never fails
     */
    Uni<Minted> mint(Optional<String> language) {
        if (mint.isEmpty()) {
            return Uni.createFrom()
                    .item(new Minted.Failed(UpstreamLoss.of(UpstreamFailure.NOT_CONFIGURED, "settings")));
        }
        UpstreamTarget target = mint.get().target();
        String spoken = language.orElse(target.defaultLanguage());
        if (!target.languages().contains(spoken)) {
            return Uni.createFrom().item(new Minted.UnsupportedLanguage());
        }
        ObjectNode session = target.model().session(spoken);
        return mint.get()
                .client()
                .mint(target.key().map(ApiKey::bearer).orElse(null), ClientSecretRequest.of(session))
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

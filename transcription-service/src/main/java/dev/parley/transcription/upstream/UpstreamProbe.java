package dev.parley.transcription.upstream;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Says whether the upstream can be expected to work, without opening a session.
 *
 * <p>OpenAI is not asked: its failures are no reason to take this node out of service, and nothing here may cost money. Any other
 * upstream gets a plain request; whatever it answers, short of a server error, shows that it is there.
 */
@Singleton
class UpstreamProbe {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    /** The page, the health check and the balancer may ask as often as they like. */
    private static final Duration ANSWER_HOLDS = Duration.ofSeconds(2);

    private static final String UNREACHABLE = "The transcription service can't be reached.";
    private static final String NOT_READY = "The transcription service is not ready.";

    private final UpstreamConfig config;
    private final HttpClient http;
    private final Uni<Optional<String>> answer;

    UpstreamProbe(UpstreamConfig config, Vertx vertx) {
        this.config = config;
        this.http =
                vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(Math.toIntExact(TIMEOUT.toMillis())));
        this.answer = Uni.createFrom().deferred(this::ask).memoize().atLeast(ANSWER_HOLDS);
    }

    /** Why the upstream can't be expected to work; empty when it can. Never fails. */
    Uni<Optional<String>> check() {
        return answer;
    }

    private Uni<Optional<String>> ask() {
        Optional<UpstreamTarget> target = config.target();
        if (target.isEmpty()) {
            return Uni.createFrom().item(Optional.of(config.missing()));
        }
        if (target.get().kind() == UpstreamKind.OPENAI) {
            return Uni.createFrom().item(Optional.empty());
        }
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(target.get().baseUrl() + "/realtime")
                .setTimeout(TIMEOUT.toMillis());
        return Uni.createFrom()
                .completionStage(() -> http.request(request)
                        .compose(sent -> sent.send())
                        .map(response -> response.statusCode() < 500)
                        .toCompletionStage())
                .map(there -> there ? Optional.<String>empty() : Optional.of(NOT_READY))
                .onFailure()
                .recoverWithItem(Optional.of(UNREACHABLE));
    }
}

package dev.parley.offline.api;

import dev.parley.offline.protocol.ApiError;
import dev.parley.offline.session.SessionConfig;
import dev.parley.offline.session.TranscriptionModel;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.quarkus.websockets.next.HandshakeRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a connection becomes a session, and how that is configured to begin with.
 *
 * <p>As with the API itself, every upgrade succeeds; what is wrong is told on the socket.
 */
@ApplicationScoped
class Admission {

    private static final String KEY_PROTOCOL = "openai-insecure-api-key.";
    private static final String BETA_PROTOCOL = "openai-beta.";
    private static final String INTENT = "transcription";

    private final Credentials credentials;

    Admission(Credentials credentials) {
        this.credentials = credentials;
    }

    /** What becomes of a connection. */
    sealed interface Result {

        /** Gives what the function for this case gives. */
        <T> T match(Function<SessionConfig, T> admitted, Function<Refusal, T> refused);

        /** It may go on, configured like this to begin with. */
        record Admitted(SessionConfig config) implements Result {
            @Override
            public <T> T match(Function<SessionConfig, T> admitted, Function<Refusal, T> refused) {
                return admitted.apply(config);
            }
        }

        /** It may not. */
        record Refused(Refusal refusal) implements Result {
            @Override
            public <T> T match(Function<SessionConfig, T> admitted, Function<Refusal, T> refused) {
                return refused.apply(refusal);
            }
        }
    }

    Result judge(HandshakeRequest request) {
        List<String> protocols = subprotocols(request);
        return credentials
                .judge(key(request, protocols))
                .match(
                        () -> judge(request, protocols, null),
                        config -> judge(request, protocols, config),
                        error -> new Result.Refused(Refusal.unauthorized(error)));
    }

    private static Result judge(HandshakeRequest request, List<String> protocols, @Nullable SessionConfig ofKey) {
        boolean beta = protocols.stream().anyMatch(name -> name.startsWith(BETA_PROTOCOL));
        if (beta || request.header("OpenAI-Beta") != null) {
            return badRequest(
                    "beta_api_shape_disabled", "The Realtime Beta API is not supported. Please use the GA API.");
        }
        Map<String, List<String>> query = new QueryStringDecoder("?" + request.query()).parameters();
        boolean wantsTranscription = query.getOrDefault("intent", List.of()).contains(INTENT);
        if (query.containsKey("model")) {
            return wrongModel(String.join(",", query.get("model")), wantsTranscription);
        }
        if (ofKey != null) {
            return new Result.Admitted(ofKey);
        }
        return wantsTranscription
                ? new Result.Admitted(SessionConfig.DEFAULT)
                : badRequest(
                        "missing_model",
                        "You must provide a model parameter, or intent=transcription; this server has transcription sessions only.");
    }

    private static Result wrongModel(String model, boolean wantsTranscription) {
        if (wantsTranscription) {
            return badRequest("invalid_model", "You must not provide a model parameter for transcription sessions.");
        }
        return TranscriptionModel.byId(model).isPresent()
                ? badRequest(
                        "invalid_model",
                        "Model \"" + model
                                + "\" is a transcription model and cannot be used as the realtime session model."
                                + " Pass it as audio.input.transcription.model, and intent=transcription in the URL.")
                : badRequest(
                        "invalid_model",
                        "Model \"" + abbreviated(model)
                                + "\" is not supported in realtime mode: this server has transcription"
                                + " sessions only.");
    }

    private static String abbreviated(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "…";
    }

    private static Result badRequest(String code, String message) {
        return new Result.Refused(Refusal.badRequest(ApiError.invalid(code, null, message)));
    }

    private static @Nullable String key(HandshakeRequest request, List<String> protocols) {
        String bearer = Credentials.bearer(request.header("Authorization"));
        return bearer != null
                ? bearer
                : protocols.stream()
                        .filter(name -> name.startsWith(KEY_PROTOCOL))
                        .map(name -> name.substring(KEY_PROTOCOL.length()))
                        .findFirst()
                        .orElse(null);
    }

    private static List<String> subprotocols(HandshakeRequest request) {
        return request.headers(HandshakeRequest.SEC_WEBSOCKET_PROTOCOL).stream()
                .flatMap(header -> Stream.of(header.split(",")))
                .map(String::strip)
                .toList();
    }
}

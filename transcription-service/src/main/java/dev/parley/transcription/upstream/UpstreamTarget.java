package dev.parley.transcription.upstream;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The upstream in use.
 *
 * @param kind whose API it is
 * @param baseUrl http or https, without a slash at its end: {@code https://api.openai.com/v1}
 * @param key empty where the upstream asks for none
 * @param publicUrl how a browser reaches the same API: absolute, or a path of the page's own origin
 * @param modelInQuery whether the socket's address names the model
 * @param model the transcription model
 * @param languages ISO-639-1, at least one; the first one is the default
 */
public record UpstreamTarget(
        UpstreamKind kind,
        URI baseUrl,
        Optional<ApiKey> key,
        String publicUrl,
        boolean modelInQuery,
        TranscriptionModel model,
        List<String> languages) {

    /** The language of a session whose client names none. */
    public String defaultLanguage() {
        return languages.get(0);
    }

    /** The address of a transcription socket, opened with the standard key. */
    public URI socketUrl() {
        String query = "?intent=transcription"
                + (modelInQuery ? "&model=" + URLEncoder.encode(model.name(), StandardCharsets.UTF_8) : "");
        return URI.create(websocket(baseUrl.toString()) + "/realtime" + query);
    }

    /** Where a browser with an ephemeral key posts its WebRTC offer. */
    public String publicCallsUrl() {
        return publicUrl + "/realtime/calls";
    }

    /** Where a browser with an ephemeral key opens its WebSocket. */
    public String publicSocketUrl() {
        return websocket(publicUrl) + "/realtime";
    }

    private static String websocket(String url) {
        return url.startsWith("http") ? "ws" + url.substring("http".length()) : url;
    }
}

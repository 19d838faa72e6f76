package dev.parley.offline.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.offline.clips.Clip;
import dev.parley.offline.protocol.ProtocolJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of the Realtime WebSocket that says what a test wants to say, and waits for what it wants to hear. */
final class RealtimeClient implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int PATIENCE_SECONDS = 30;
    private static final int CHUNK_MILLIS = 100;

    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private RealtimeClient(WebSocket.Builder builder, URI uri) {
        socket = builder.buildAsync(webSocket(uri), new Ears()).join();
    }

    /** Connects with a key in the header. */
    static RealtimeClient withBearer(URI uri, String key) {
        return withHeaders(uri, Map.of("Authorization", "Bearer " + key));
    }

    static RealtimeClient withHeaders(URI uri, Map<String, String> headers) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        headers.forEach(builder::header);
        return new RealtimeClient(builder, uri);
    }

    /** Connects as a browser does, with the key in a sub-protocol's name. */
    static RealtimeClient withSubprotocols(URI uri, String first, String... others) {
        return new RealtimeClient(HTTP.newWebSocketBuilder().subprotocols(first, others), uri);
    }

    private static URI webSocket(URI http) {
        return URI.create(http.toString().replaceFirst("^http", "ws"));
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    /** The next event. */
    JsonNode next() {
        try {
            JsonNode event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(event).as("an event within %d s", PATIENCE_SECONDS).isNotNull();
            assertThat(event.path("event_id").textValue()).matches("event_[A-Za-z0-9]{21}");
            return event;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next event, which must be of that type. */
    JsonNode next(String type) {
        JsonNode event = next();
        assertThat(event.path("type").textValue()).as("%s", event).isEqualTo(type);
        return event;
    }

    /** The error that comes next. */
    JsonNode nextError() {
        return next("error").path("error");
    }

    /** The events up to the first one of that type, and that one. */
    List<JsonNode> nextUntil(String type) {
        List<JsonNode> all = new ArrayList<>();
        do {
            all.add(next());
        } while (!all.get(all.size() - 1).path("type").textValue().equals(type));
        return all;
    }

    void send(String json) {
        socket.sendText(json, true).join();
    }

    /** Sends a text in so many fragments, or one, of about the same length. */
    void send(String text, int fragments) {
        int length = Math.max(1, text.length() / fragments);
        int offset = 0;
        for (; offset + length < text.length(); offset += length) {
            socket.sendText(text.substring(offset, offset + length), false).join();
        }
        socket.sendText(text.substring(offset), true).join();
    }

    void sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    void append(byte[] audio) {
        send("{\"type\":\"input_audio_buffer.append\",\"audio\":\""
                + Base64.getEncoder().encodeToString(audio) + "\"}");
    }

    /** Sends sound in the small pieces that microphones give, as fast as it goes. */
    void speak(byte[] sound) {
        int chunk = Clip.bytes(CHUNK_MILLIS);
        for (int offset = 0; offset < sound.length; offset += chunk) {
            append(Arrays.copyOfRange(sound, offset, Math.min(sound.length, offset + chunk)));
        }
    }

    void commit() {
        send("{\"type\":\"input_audio_buffer.commit\"}");
    }

    /** Configures the audio input of the session, and gives the answer. */
    JsonNode configure(String input) {
        send("{\"type\":\"session.update\",\"session\":{\"type\":\"transcription\",\"audio\":{\"input\":" + input
                + "}}}");
        return next("session.updated").path("session");
    }

    /** Code and reason of the close, once the server has closed. */
    String awaitClose() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        if (!socket.isOutputClosed()) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
            awaitClose();
        }
    }

    private final class Ears implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    events.add(ProtocolJson.read(text.toString()));
                } catch (JsonProcessingException e) {
                    closed.completeExceptionally(e);
                }
                text.setLength(0);
            }
            webSocket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closed.complete(statusCode + " " + reason);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.completeExceptionally(error);
        }
    }
}

package dev.parley.transcription.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A browser's end of {@code /ws/transcription}: sends frames, and waits for what has to come. */
public final class SocketClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final LinkedBlockingQueue<String> unread = new LinkedBlockingQueue<>();
    private final List<String> all = new CopyOnWriteArrayList<>();
    private CompletableFuture<?> ping = CompletableFuture.completedFuture(null);
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final WebSocket socket;
    private volatile boolean reading = true;

    /** @param uri ws or wss */
    public SocketClient(URI uri) {
        this(uri, Map.of());
    }

    /** Sends headers with the upgrade. */
    public SocketClient(URI uri, Map<String, String> headers) {
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
        headers.forEach(builder::header);
        socket = builder.buildAsync(uri, new Listener())
                .orTimeout(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                all.add(message.toString());
                unread.add(message.toString());
                message.setLength(0);
            }
            if (reading) {
                webSocket.request(1);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closeCode.complete(statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closeCode.complete(1006);
        }
    }

    /** Sends silence as one binary frame. */
    public void audio(int bytes) {
        socket.sendBinary(ByteBuffer.allocate(bytes), true).join();
    }

    /** Sends a binary frame, unless the server has closed meanwhile. */
    public void binaryIfOpen(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).exceptionally(this::cut).join();
    }

    /** The library tells a cut in one place alone: to a sender, if there is one, and else to the listener. */
    private WebSocket cut(Throwable error) {
        closeCode.complete(1006);
        return socket;
    }

    /** Sends a text in so many fragments. */
    public void fragments(String text, int fragments) {
        for (int part = 0; part < fragments; part++) {
            int from = (int) ((long) text.length() * part / fragments);
            int to = (int) ((long) text.length() * (part + 1) / fragments);
            socket.sendText(text.substring(from, to), part == fragments - 1).join();
        }
    }

    /** Sends a text frame, unless the server has closed meanwhile. */
    public void textIfOpen(String json) {
        socket.sendText(json, true).exceptionally(this::cut).join();
    }

    /** Sends a text frame. */
    public void text(String json) {
        socket.sendText(json, true).join();
    }

    /** Leaves what comes unread, but for one message. */
    public void stopReading() {
        reading = false;
    }

    /** Reads again. */
    public void readOn() {
        reading = true;
        socket.request(1);
    }

    /** Closes as a browser does. */
    public void leave() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    /** Waits for the next event of a type, and skips those before it. */
    public JsonNode await(String type) {
        long end = System.nanoTime() + Patience.LIMIT.toNanos();
        try {
            String next;
            while ((next = unread.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS)) != null) {
                JsonNode event = JSON.readTree(next);
                if (event.path("type").asText().equals(type)) {
                    return event;
                }
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError(
                "No " + type + " came; the last were " + all.subList(Math.max(0, all.size() - 5), all.size()));
    }

    /** Waits until the server has closed. */
    public int awaitClose() {
        Awaitility.await().atMost(Patience.LIMIT).until(this::isClosed);
        return closeCode.join();
    }

    /** Whoever neither sends nor is told of a cut would wait for ever: pings find out. */
    private boolean isClosed() {
        if (!closeCode.isDone() && ping.isDone()) {
            ping = socket.sendPing(ByteBuffer.allocate(0)).exceptionally(this::cut);
        }
        return closeCode.isDone();
    }

    /** Everything that came, oldest first. */
    public List<String> all() {
        return all;
    }

    /** The codes of the errors that came, each once. */
    public Set<String> errorCodes() {
        Set<String> codes = new LinkedHashSet<>();
        for (String event : all) {
            try {
                JsonNode code = JSON.readTree(event).at("/error/code");
                if (code.isTextual()) {
                    codes.add(code.textValue());
                }
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
        return codes;
    }

    /** Fails if any event that came holds a text. */
    public void assertNeverSaid(String text) {
        assertThat(all).noneMatch(event -> event.contains(text));
    }

    @Override
    public void close() {
        socket.abort();
    }
}

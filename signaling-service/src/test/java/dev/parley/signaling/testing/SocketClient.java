package dev.parley.signaling.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client of one door over a real socket. What it receives waits in order until it is asked for. */
public final class SocketClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final LinkedBlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final WebSocket socket;
    private volatile boolean reading = true;
    private JsonNode welcome;

    private SocketClient(URI door, String... headers) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder().connectTimeout(PATIENCE);
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        URI ws = URI.create(door.toString().replaceFirst("^http", "ws"));
        this.socket = builder.buildAsync(ws, new Listener()).join();
    }

    /** Connects without a word. Throws what the upgrade threw. */
    public static SocketClient connect(URI door, String... headers) {
        return new SocketClient(door, headers);
    }

    /** Connects and says hello. */
    public static SocketClient hello(URI door, String name) {
        SocketClient client = connect(door);
        client.send("hello", "name", name);
        client.welcome = client.await("welcome");
        return client;
    }

    /** Comes back as somebody, having seen messages up to a cursor or number. */
    public static SocketClient comeBack(URI door, SocketClient before, Object after) {
        SocketClient client = connect(door);
        client.send("hello", "resume", before.resume(), "after", after);
        client.welcome = client.await("welcome");
        return client;
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                received.add(Golden.parse(text.toString()));
                text.setLength(0);
            }
            if (reading) {
                webSocket.request(1);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            closeCode.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closeCode.complete(1006);
        }
    }

    /** Sends a message; members come in pairs. */
    public SocketClient send(String type, Object... members) {
        ObjectNode message = JSON.createObjectNode().put("type", type);
        for (int i = 0; i < members.length; i += 2) {
            message.set((String) members[i], JSON.valueToTree(members[i + 1]));
        }
        return sendText(message.toString());
    }

    /** Sends a text frame as it is. */
    public SocketClient sendText(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    /** Sends a binary frame. */
    public SocketClient sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        return this;
    }

    /** The next message of a type; others before it are dropped. */
    public JsonNode await(String type) {
        return await(message -> message.path("type").asText().equals(type), type);
    }

    /** The next error. */
    public JsonNode awaitError(String code) {
        return await(message -> message.path("code").asText().equals(code), code);
    }

    /** The next message, whatever it is. */
    public JsonNode next() {
        return await(message -> true, "anything");
    }

    /** So many messages of a type, with nothing of that type left out. */
    public List<JsonNode> await(String type, int count) {
        List<JsonNode> messages = new ArrayList<>();
        while (messages.size() < count) {
            messages.add(await(type));
        }
        return messages;
    }

    private JsonNode await(Predicate<JsonNode> wanted, String what) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<JsonNode> others = new ArrayList<>();
        try {
            while (true) {
                JsonNode message = received.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (message == null) {
                    throw new AssertionError("No " + what + " came, but " + others);
                }
                if (wanted.test(message)) {
                    return message;
                }
                others.add(message);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Whether nothing of a type has come so far. */
    public boolean hasNone(String type) {
        return received.stream()
                .noneMatch(message -> message.path("type").asText().equals(type));
    }

    /** The code with which the server closed. */
    public int awaitClose() {
        return closeCode.orTimeout(PATIENCE.toSeconds() * 3, TimeUnit.SECONDS).join();
    }

    public boolean isOpen() {
        return !closeCode.isDone();
    }

    public String self() {
        return welcome.path("self").asText();
    }

    public String resume() {
        return welcome.path("resume").asText();
    }

    public JsonNode welcome() {
        return welcome;
    }

    /** Takes nothing from the network any more. */
    public void stopReading() {
        reading = false;
    }

    /** Takes from the network again. */
    public void readOn() {
        reading = true;
        socket.request(1);
    }

    /** Loses the connection without a close. */
    public void cut() {
        socket.abort();
    }

    /** Closes the connection on purpose. */
    @Override
    public void close() {
        if (!socket.isOutputClosed()) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                    .exceptionally(failure -> null)
                    .join();
        }
        socket.abort();
    }
}

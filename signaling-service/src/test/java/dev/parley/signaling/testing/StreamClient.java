package dev.parley.signaling.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client of the chat without WebSocket. What the stream brings waits in order until it is asked for. */
public final class StreamClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient POSTS =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A client of its own for each, so that ending it cuts the stream's connection. */
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final LinkedBlockingQueue<Event> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CompletableFuture<HttpHeaders> opened = new CompletableFuture<>();
    private final URI server;
    private final JsonNode welcome;
    private volatile Flow.Subscription subscription;

    /**
     * One event of a stream.
     *
     * @param id null if it has none
     * @param name null if it has none: then it is a message
     */
    public record Event(String id, String name, JsonNode data) {
        public String type() {
            return data.path("type").asText();
        }
    }

    /** An answer to a request. */
    public record Answer(int status, String contentType, JsonNode body) {}

    private StreamClient(URI server, JsonNode welcome) {
        this.server = server;
        this.welcome = welcome;
    }

    /** Begins a session, without a stream yet; members of the hello come in pairs. */
    public static StreamClient session(URI server, Object... members) {
        Answer answer = post(server, "session", null, members);
        if (answer.status() != 200) {
            throw new AssertionError("No session: " + answer);
        }
        return new StreamClient(server, answer.body());
    }

    /** Begins a session and opens its stream. */
    public static StreamClient hello(URI server, String name) {
        return session(server, "name", name).open(null);
    }

    /** Posts a message; members come in pairs. */
    public static Answer post(URI server, String what, String token, Object... members) {
        ObjectNode message = JSON.createObjectNode();
        for (int i = 0; i < members.length; i += 2) {
            message.set((String) members[i], JSON.valueToTree(members[i + 1]));
        }
        return postText(server, what, token, message.toString());
    }

    /** Posts a body as it is; headers come in pairs. */
    public static Answer postText(URI server, String what, String token, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/api/chat/" + what))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = POSTS.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body().isEmpty() ? JSON.missingNode() : Golden.parse(response.body()));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Opens the stream behind an event, or from the start. */
    public StreamClient open(String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/api/chat/stream"))
                .header("Authorization", "Bearer " + resume())
                .header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        http.sendAsync(request.build(), head -> {
            if (head.statusCode() != 200) {
                throw new AssertionError("No stream: " + head.statusCode());
            }
            opened.complete(head.headers());
            return HttpResponse.BodySubscribers.fromLineSubscriber(new Lines());
        });
        return this;
    }

    private final class Lines implements Flow.Subscriber<String> {
        private String id;
        private String name;
        private String data;

        @Override
        public void onSubscribe(Flow.Subscription newSubscription) {
            subscription = newSubscription;
            newSubscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.isEmpty() && data != null) {
                received.add(new Event(id, name, Golden.parse(data)));
                id = null;
                name = null;
                data = null;
            }
        }

        @Override
        public void onError(Throwable failure) {
            ended.complete(null);
        }

        @Override
        public void onComplete() {
            ended.complete(null);
        }
    }

    /** Says something; the answer comes when the server has taken it. */
    public Answer say(String id, String text) {
        return post(server, "messages", resume(), "id", id, "text", text);
    }

    /** The next event of a type; others before it are dropped. */
    public Event await(String type) {
        return await(event -> event.type().equals(type), type);
    }

    /** So many events of a type, with nothing of that type left out. */
    public List<Event> await(String type, int count) {
        List<Event> events = new ArrayList<>();
        while (events.size() < count) {
            events.add(await(type));
        }
        return events;
    }

    /** The code with which the server closed, behind which the stream has ended. */
    public int awaitClose() {
        int code = await(event -> "close".equals(event.name()), "close")
                .data()
                .path("code")
                .asInt();
        ended.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        return code;
    }

    private Event await(Predicate<Event> wanted, String what) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Event> others = new ArrayList<>();
        try {
            while (true) {
                Event event = received.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (event == null) {
                    throw new AssertionError("No " + what + " came, but " + others);
                }
                if (wanted.test(event)) {
                    return event;
                }
                others.add(event);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The head of the stream's response. */
    public HttpHeaders headers() {
        return opened.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    public JsonNode welcome() {
        return welcome;
    }

    public String self() {
        return welcome.path("self").asText();
    }

    public String resume() {
        return welcome.path("resume").asText();
    }

    /** Ends the stream. */
    @Override
    public void close() {
        if (subscription != null) {
            subscription.cancel();
        }
    }
}

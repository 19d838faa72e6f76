package dev.parley.transcription.testing;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A Realtime API for tests, on a port of its own: transcription sessions and ephemeral keys as OpenAI documents them, with a
 * transcript that says how much audio was heard. On command it refuses, keeps silent, stops reading, reports errors or hangs up.
 *
 * <p>What to do is set by {@link #next}, for the connections that come after; what came is kept in {@link #sessions} and {@link
 * #mintRequests}.
 */
public final class StandInUpstream implements AutoCloseable {

    /** How a connection is treated. */
    public enum Mood {
        /** As documented. */
        WELL,
        /** Accepts the socket, then tells that the key is bad, quoting it, and closes with 3000. */
        KEY_REFUSED,
        /** Answers the upgrade with 503. */
        UPGRADE_REFUSED,
        /** Accepts the socket and never says a word. */
        SILENT,
        /** Refuses the configuration of the session, as for an unknown model. */
        CONFIGURATION_REFUSED,
        /** Takes a session's configuration, then reads no more. */
        DEAF,
        /** Never gives the result of a committed turn. */
        WITHOUT_RESULTS,
        /** Gives the result of a committed turn after a second. */
        SLOW,
        /** Says that each committed turn could not be transcribed, quoting the key. */
        FAILING_TURNS
    }

    private final Vertx vertx;
    private final HttpServer server;
    private final List<StandInSession> sessions = new CopyOnWriteArrayList<>();
    private final List<JsonObject> mintRequests = new CopyOnWriteArrayList<>();
    private final List<String> credentials = new CopyOnWriteArrayList<>();
    private volatile Mood mood = Mood.WELL;
    private final AtomicInteger failing = new AtomicInteger();
    private volatile Consumer<HttpServerRequest> failure = request -> {};
    private volatile Predicate<StandInSession> atCommit = session -> true;
    private volatile Optional<Consumer<HttpServerRequest>> mint = Optional.empty();

    /** Starts on a free port. */
    public StandInUpstream() throws Exception {
        this(Vertx.vertx());
    }

    /** Starts on a free port, and closes Vert.x with itself. */
    public StandInUpstream(Vertx vertx) throws Exception {
        this.vertx = vertx;
        server = vertx.createHttpServer()
                .requestHandler(this::request)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/v1");
    }

    /** Forgets what came, and is well again. */
    public void reset() {
        sessions.forEach(StandInSession::hangUp);
        sessions.clear();
        mintRequests.clear();
        credentials.clear();
        mood = Mood.WELL;
        failing.set(0);
        atCommit = session -> true;
        mint = Optional.empty();
    }

    /** How connections are treated from now on. */
    public void next(Mood newMood) {
        mood = newMood;
    }

    /** Treats the next so many connections otherwise, before they are sockets. */
    public void failFirst(int connections, Consumer<HttpServerRequest> newFailure) {
        failure = newFailure;
        failing.set(connections);
    }

    /** What a session does about a commit; if true, what it would do anyway comes after it. */
    public void atCommit(Predicate<StandInSession> newAtCommit) {
        atCommit = newAtCommit;
    }

    /** How requests for keys are answered from now on. */
    public void nextMint(Consumer<HttpServerRequest> answer) {
        mint = Optional.of(answer);
    }

    /** The sessions that came, oldest first. */
    public List<StandInSession> sessions() {
        return sessions;
    }

    /** The requests for keys that came, oldest first. */
    public List<JsonObject> mintRequests() {
        return mintRequests;
    }

    /** The credentials that came, in any way. */
    public List<String> credentials() {
        return credentials;
    }

    private void request(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            credentials.add(authorization);
        }
        if (request.path().equals("/v1/realtime/client_secrets")) {
            request.body().onSuccess(body -> {
                mintRequests.add(body.toJsonObject());
                mint.orElse(this::mint).accept(request);
            });
        } else if (!request.path().equals("/v1/realtime")) {
            request.response().setStatusCode(404).end();
        } else if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            request.response().setStatusCode(426).end();
        } else if (failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            failure.accept(request);
        } else if (mood == Mood.UPGRADE_REFUSED) {
            request.response().setStatusCode(503).end("busy with " + authorization);
        } else {
            request.toWebSocket().onSuccess(this::accept);
        }
    }

    private void mint(HttpServerRequest request) {
        JsonObject session = mintRequests
                .get(mintRequests.size() - 1)
                .getJsonObject("session")
                .copy();
        request.response()
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("value", "ek_standin0123456789")
                        .put("expires_at", System.currentTimeMillis() / 1000 + 60)
                        .put(
                                "session",
                                session.put("id", "sess_standin").put("object", "realtime.transcription_session"))
                        .encode());
    }

    private void accept(ServerWebSocket socket) {
        String credential = credentials.isEmpty() ? "none" : credentials.get(credentials.size() - 1);
        StandInSession session = new StandInSession(socket, mood, credential, vertx.getOrCreateContext(), atCommit);
        sessions.add(session);
        session.begin();
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}

package dev.parley.offline.api;

import dev.parley.offline.engine.SpeechEngine;
import dev.parley.offline.event.ServerEvent;
import dev.parley.offline.protocol.ApiError;
import dev.parley.offline.session.SessionConfig;
import dev.parley.offline.speech.Transcriber;
import io.quarkus.logging.Log;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code /v1/realtime}: the WebSocket of the Realtime API.
 *
 * <p>Every upgrade succeeds; a connection that can't become a session is told why and closed. All callbacks run on the connection's event loop and
 * return at once.
 */
@WebSocket(path = "/v1/realtime")
public class RealtimeSocket {

    private static final TypedKey<OpenSession> SESSION = new TypedKey<>("parley.session");

    private static final String SESSION_OVER = "Your session hit the maximum duration of %d %s.";

    private static final ApiError LOADING =
            ApiError.server("engine_loading", "The speech models are being loaded. Try again in some seconds.");
    private static final ApiError FAILED =
            ApiError.server("engine_unavailable", "The speech engine of this server can't be used.");
    private static final ApiError FULL = ApiError.server(
            "too_many_sessions", "As many sessions are open as this server has room for. Try again later.");

    private final Admission admission;
    private final SpeechEngine engine;
    private final ApiConfig config;
    private final OpenSessions sessions;
    private final ApiMetrics metrics;
    private final Vertx vertx;

    /** A session, and the timer that ends it. */
    private record OpenSession(RealtimeSession session, long timer) {}

    RealtimeSocket(
            Admission admission,
            SpeechEngine engine,
            ApiConfig config,
            OpenSessions sessions,
            ApiMetrics metrics,
            Vertx vertx) {
        this.admission = admission;
        this.engine = engine;
        this.config = config;
        this.sessions = sessions;
        this.metrics = metrics;
        this.vertx = vertx;
    }

    @OnOpen
    @NonBlocking
    void open(WebSocketConnection connection) {
        Outbox outbox = new Outbox(connection);
        Optional<Refusal> refusal = admission
                .judge(connection.handshakeRequest())
                .match(sessionConfig -> begin(connection, outbox, sessionConfig), Optional::of);
        refusal.ifPresent(why -> refuse(outbox, why));
    }

    private Optional<Refusal> begin(WebSocketConnection connection, Outbox outbox, SessionConfig sessionConfig) {
        Optional<Transcriber> transcriber = engine.transcriber();
        if (transcriber.isEmpty()) {
            return Optional.of(
                    Refusal.later(engine.state().match(step -> LOADING, ready -> LOADING, reason -> FAILED)));
        }
        if (!metrics.sessionOpened(config.maxSessions())) {
            return Optional.of(Refusal.later(FULL));
        }
        Context eventLoop = vertx.getOrCreateContext();
        Instant end = Instant.now().plus(config.sessionLimit());
        RealtimeSession session =
                new RealtimeSession(outbox, eventLoop, transcriber.get(), sessionConfig, end, metrics);
        long timer = vertx.setTimer(config.sessionLimit().toMillis(), id -> session.end(expired()));
        connection.userData().put(SESSION, new OpenSession(session, timer));
        sessions.add(session, eventLoop);
        return Optional.empty();
    }

    @OnTextMessage
    @NonBlocking
    void text(String message, WebSocketConnection connection) {
        OpenSession open = connection.userData().get(SESSION);
        if (open != null) {
            open.session().receive(message);
        }
    }

    @OnBinaryMessage
    @NonBlocking
    void binary(Buffer message, WebSocketConnection connection) {
        OpenSession open = connection.userData().get(SESSION);
        if (open != null) {
            open.session().receiveBinary();
        }
    }

    @OnClose
    @NonBlocking
    void close(WebSocketConnection connection) {
        OpenSession open = connection.userData().remove(SESSION);
        if (open != null) {
            vertx.cancelTimer(open.timer());
            open.session().closed();
            sessions.remove(open.session());
            metrics.sessionClosed();
        }
    }

    @OnError
    @NonBlocking
    void error(Throwable cause, WebSocketConnection connection) {
        Log.debugf(cause, "Connection %s broke", connection.id());
    }

    private void refuse(Outbox outbox, Refusal refusal) {
        metrics.rejected(refusal.error());
        outbox.send(new ServerEvent.Failure(refusal.error(), null));
        outbox.close(refusal.closeCode(), refusal.reason());
    }

    private Refusal expired() {
        Duration limit = config.sessionLimit();
        String message = limit.toMinutes() > 0
                ? String.format(SESSION_OVER, limit.toMinutes(), "minutes")
                : String.format(SESSION_OVER, limit.toSeconds(), "seconds");
        return Refusal.expired(ApiError.invalid("session_expired", null, message));
    }
}

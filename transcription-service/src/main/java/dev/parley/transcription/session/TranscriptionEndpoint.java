package dev.parley.transcription.session;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The door {@code /ws/transcription}: hands frames to their {@link TranscriptionSession}.
 *
 * <p>All callbacks stay on the socket's event loop and return at once: the framework's own queue in front of them has no bound.
 */
@WebSocket(path = "/ws/transcription")
@Singleton
class TranscriptionEndpoint {

    private static final Logger LOG = Logger.getLogger(TranscriptionEndpoint.class);
    private static final CloseReason TOO_BIG = new CloseReason(1009, "too large");
    private static final TypedKey<TranscriptionSession> SESSION = new TypedKey<>("parley.session");

    private final Reception reception;
    private final OpenSessions openSessions;

    TranscriptionEndpoint(Reception reception, OpenSessions openSessions) {
        this.reception = reception;
        this.openSessions = openSessions;
    }

    @OnOpen
    @NonBlocking
    void opened(WebSocketConnection connection) {
        Optional<TranscriptionSession> session =
                reception.receive(Newcomer.of(connection), new BrowserSocket(connection));
        session.ifPresent(opened -> {
            connection.userData().put(SESSION, opened);
            openSessions.add(opened);
        });
    }

    @OnBinaryMessage
    @NonBlocking
    void binary(Buffer pcm, WebSocketConnection connection) {
        TranscriptionSession session = session(connection);
        if (session != null) {
            session.audio(pcm);
        }
    }

    @OnTextMessage
    @NonBlocking
    void text(String message, WebSocketConnection connection) {
        TranscriptionSession session = session(connection);
        if (session != null) {
            session.text(message);
        }
    }

    @OnPongMessage
    @NonBlocking
    void pong(Buffer pong, WebSocketConnection connection) {
        TranscriptionSession session = session(connection);
        if (session != null) {
            session.pong();
        }
    }

    @OnClose
    @NonBlocking
    void closed(WebSocketConnection connection) {
        TranscriptionSession session = session(connection);
        if (session != null) {
            openSessions.remove(session);
            reception.seeOff(Newcomer.of(connection), session);
        }
    }

    /**
     * A reset connection is no error of ours; without this method the framework would log its stack trace. What leaves the socket
     * open is a message that is too long for the framework although none of its frames was.
     */
    @OnError
    @NonBlocking
    void failed(Throwable error, WebSocketConnection connection) {
        LOG.debugf("Socket %s: %s", connection.id(), error.getClass().getName());
        if (connection.isOpen()) {
            connection.close(TOO_BIG).subscribe().with(closed -> {}, gone -> {});
        }
    }

    /** Null for one that was turned away. */
    private static @Nullable TranscriptionSession session(WebSocketConnection connection) {
        return connection.userData().get(SESSION);
    }
}

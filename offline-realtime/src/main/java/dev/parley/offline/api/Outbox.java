package dev.parley.offline.api;

import dev.parley.offline.event.ServerEvent;
import dev.parley.offline.protocol.ProtocolJson;
import io.quarkus.logging.Log;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a socket: events leave in the order in which they were sent, one write at a time.
 *
 * <p>Bounded: a receiver that has left {@value #MOST_WAITING} events unread is cut off. Confined to the connection's event loop.
 */
final class Outbox {

    private static final int MOST_WAITING = 1_024;
    private static final int POLICY_VIOLATION = 1008;

    private final WebSocketConnection connection;
    private final Deque<String> waiting = new ArrayDeque<>();
    private boolean writing;
    private boolean ended;
    private @Nullable CloseReason closing;

    Outbox(WebSocketConnection connection) {
        this.connection = connection;
    }

    /** Sends an event; nothing after {@link #close}. */
    void send(ServerEvent event) {
        if (ended || closing != null) {
            return;
        }
        if (waiting.size() >= MOST_WAITING) {
            waiting.clear();
            close(POLICY_VIOLATION, "too slow");
            return;
        }
        waiting.addLast(ProtocolJson.write(event));
        writeNext();
    }

    /** Closes the socket, once all that was sent has left. */
    void close(int code, String reason) {
        if (closing == null) {
            closing = new CloseReason(code, reason);
            writeNext();
        }
    }

    /** Says that the socket is closed: nothing more is written. */
    void ended() {
        ended = true;
        waiting.clear();
    }

    private void writeNext() {
        if (writing || ended) {
            return;
        }
        String next = waiting.pollFirst();
        if (next != null) {
            writing = true;
            connection.sendText(next).subscribe().with(done -> written(), this::failed);
        } else if (closing != null) {
            ended = true;
            connection.close(closing).subscribe().with(done -> {}, this::failed);
        }
    }

    private void written() {
        writing = false;
        writeNext();
    }

    private void failed(Throwable cause) {
        Log.debugf(cause, "Connection %s can't be written to", connection.id());
        ended();
    }
}

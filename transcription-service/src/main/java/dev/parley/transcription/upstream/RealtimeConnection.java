package dev.parley.transcription.upstream;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** A Realtime API socket. Confined to the event loop that created it. */
final class RealtimeConnection implements UpstreamConnection {

    private static final Logger LOG = Logger.getLogger(RealtimeConnection.class);

    private final ClientWebSocket socket;
    private final UpstreamEvents events;
    private boolean open;
    private boolean over;

    RealtimeConnection(ClientWebSocket socket, UpstreamEvents events) {
        this.socket = socket;
        this.events = events;
    }

    void open(WebSocketConnectOptions options) {
        // The handlers are there before the socket is, so that nothing that comes with the handshake is lost.
        socket.textMessageHandler(this::received);
        socket.drainHandler(drained -> writable());
        socket.exceptionHandler(
                error -> LOG.debugf("Upstream socket: %s", error.getClass().getName()));
        socket.closeHandler(closed -> ended(UpstreamFailure.ofClose(closeCode())));
        socket.connect(options).onSuccess(connected -> opened()).onFailure(error -> ended(failureOf(error)));
    }

    /** Ends the connection before it began, in the event loop's next turn. */
    void refuse(UpstreamFailure failure) {
        Context context = Vertx.currentContext();
        context.runOnContext(turn -> ended(failure));
    }

    private void opened() {
        if (open) {
            return;
        }
        open = true;
        if (over) {
            socket.close();
        } else {
            events.opened();
        }
    }

    private void received(String json) {
        // An event that came together with the handshake may be delivered before the connect future completes.
        opened();
        if (!over) {
            events.received(json);
        }
    }

    private void writable() {
        if (!over) {
            events.writable();
        }
    }

    private void ended(UpstreamFailure failure) {
        if (!over) {
            over = true;
            events.closed(failure);
        }
    }

    private int closeCode() {
        Short code = socket.closeStatusCode();
        return code == null ? 1006 : code;
    }

    private static UpstreamFailure failureOf(Throwable error) {
        if (error instanceof UpgradeRejectedException) {
            return UpstreamFailure.ofStatus(((UpgradeRejectedException) error).getStatus());
        }
        return error instanceof TimeoutException ? UpstreamFailure.TIMEOUT : UpstreamFailure.UNAVAILABLE;
    }

    @Override
    public void send(String json) {
        if (open && !over) {
            socket.writeTextMessage(json);
        }
    }

    @Override
    public boolean isWritable() {
        return open && !socket.writeQueueFull();
    }

    @Override
    public void pause() {
        if (open) {
            socket.pause();
        }
    }

    @Override
    public void resume() {
        if (open) {
            socket.resume();
        }
    }

    @Override
    public void close() {
        over = true;
        if (open) {
            socket.close();
        }
    }
}

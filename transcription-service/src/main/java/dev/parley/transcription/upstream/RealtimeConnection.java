package dev.parley.transcription.upstream;

import dev.parley.transcription.liveness.Heartbeat;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * A Realtime API socket. Confined to the event loop that created it.
 *
 * <p>While it is open it is pinged; one that gives no sign of life any more ends as a time-out. A socket that we have paused
 * ourselves can't be heard, and counts as alive.
 */
final class RealtimeConnection implements UpstreamConnection {

    private static final Logger LOG = Logger.getLogger(RealtimeConnection.class);

    private static final long NO_TIMER = -1;

    private final ClientWebSocket socket;
    private final UpstreamEvents events;
    private final Vertx vertx;
    private final long pingMillis;
    private final Heartbeat heart = new Heartbeat(this::ping, this::dead);
    private boolean open;
    private boolean over;
    private boolean paused;
    private long beat = NO_TIMER;

    RealtimeConnection(Vertx vertx, ClientWebSocket socket, UpstreamEvents events, Duration ping) {
        this.vertx = vertx;
        this.socket = socket;
        this.events = events;
        this.pingMillis = ping.toMillis();
    }

    void open(WebSocketConnectOptions options) {
        // The handlers are there before the socket is, so that nothing that comes with the handshake is lost.
        socket.textMessageHandler(this::received);
        socket.pongHandler(pong -> heart.heard());
        socket.drainHandler(drained -> writable());
        socket.exceptionHandler(
                error -> LOG.debugf("Upstream socket: %s", error.getClass().getName()));
        socket.closeHandler(closed -> ended(UpstreamLoss.ofClose(closeCode())));
        socket.connect(options)
                .onSuccess(connected -> opened())
                .onFailure(error -> ended(UpstreamLoss.ofThrown(error)));
    }

    /** Ends the connection before it began, in the event loop's next turn. */
    void refuse(UpstreamFailure failure) {
        Context context = Vertx.currentContext();
        context.runOnContext(turn -> ended(UpstreamLoss.of(failure, "settings")));
    }

    private void opened() {
        if (open) {
            return;
        }
        open = true;
        if (over) {
            socket.close();
        } else {
            beat = vertx.setPeriodic(pingMillis, interval -> beat());
            events.opened();
        }
    }

    private void beat() {
        if (paused) {
            heart.heard();
        }
        heart.beat();
    }

    private void ping() {
        socket.writePing(Buffer.buffer());
    }

    private void dead() {
        ended(UpstreamLoss.of(UpstreamFailure.TIMEOUT, "no pong"));
        socket.close();
    }

    private void received(String json) {
        heart.heard();
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

    private void ended(UpstreamLoss loss) {
        vertx.cancelTimer(beat);
        if (!over) {
            over = true;
            events.closed(loss);
        }
    }

    private int closeCode() {
        Short code = socket.closeStatusCode();
        return code == null ? 1006 : code;
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
            paused = true;
            socket.pause();
        }
    }

    @Override
    public void resume() {
        if (open) {
            paused = false;
            socket.resume();
        }
    }

    @Override
    public void close() {
        over = true;
        vertx.cancelTimer(beat);
        if (open) {
            // What we do not read any more must not keep the close from being seen.
            socket.resume();
            socket.close();
        }
    }
}

package dev.parley.transcription.upstream;

import dev.parley.transcription.liveness.Heartbeat;
import io.netty.handler.codec.DecoderException;
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

    /** Until the connection is open it ends the waiting for that, and from then on it is the heart's beat. */
    private long timer = NO_TIMER;

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
        socket.exceptionHandler(this::failed);
        socket.closeHandler(closed -> ended(UpstreamLoss.ofClose(closeCode())));
        // Vert.x ends a connection without an answer to the upgrade too, but does not say that it was for that.
        timer = vertx.setTimer(
                options.getTimeout(), late -> ended(UpstreamLoss.of(UpstreamFailure.TIMEOUT, "no answer")));
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
        vertx.cancelTimer(timer);
        if (over) {
            socket.close();
        } else {
            timer = vertx.setPeriodic(pingMillis, interval -> beat());
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

    /** A broken connection is closed as well; one that brought what can't be read would stay open without a word. */
    private void failed(Throwable error) {
        LOG.debugf("Upstream socket: %s", error.getClass().getName());
        if (open && (error instanceof IllegalStateException || error instanceof DecoderException)) {
            ended(UpstreamLoss.of(
                    UpstreamFailure.INVALID_ANSWER, error.getClass().getSimpleName()));
            socket.close();
        }
    }

    private void writable() {
        if (!over) {
            events.writable();
        }
    }

    private void ended(UpstreamLoss loss) {
        vertx.cancelTimer(timer);
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
        vertx.cancelTimer(timer);
        if (open) {
            // What we do not read any more must not keep the close from being seen.
            socket.resume();
            socket.close();
        }
    }
}

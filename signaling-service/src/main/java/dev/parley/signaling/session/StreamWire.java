package dev.parley.signaling.session;

import dev.parley.signaling.protocol.CloseCode;
import dev.parley.signaling.protocol.Stamp;
import io.netty.channel.EventLoop;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A response of server-sent events, for those whom no WebSocket reaches. A message is an event's data; its cursor, if it
 * has one, is the event's id. The close code comes as an event of its own, {@code close}, behind which the response ends.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML: server-sent events</a>
 */
final class StreamWire implements Wire {

    private static final String COMMENT = ":\n\n";

    private final HttpServerResponse response;
    private final EventLoop loop;

    /** Only in a handler of the request: its event loop is the current one. */
    StreamWire(HttpServerResponse response) {
        this.response = response;
        this.loop = ContextInternal.current().nettyEventLoop();
    }

    /** Sends the head of the response, so that the client knows at once that it is heard. */
    void open() {
        response.setStatusCode(200)
                .setChunked(true)
                .putHeader("Content-Type", "text/event-stream;charset=UTF-8")
                .putHeader("Cache-Control", "no-store")
                // nginx, and those who follow it, then pass each event on as it comes.
                .putHeader("X-Accel-Buffering", "no");
        response.write(COMMENT);
    }

    @Override
    public Executor loop() {
        return loop;
    }

    @Override
    public boolean onLoop() {
        return loop.inEventLoop();
    }

    @Override
    public CompletionStage<?> write(String text) {
        String id = Stamp.cursorOf(text).map(cursor -> "id: " + cursor + '\n').orElse("");
        return response.write(id + "data: " + text + "\n\n").toCompletionStage();
    }

    @Override
    public void close(CloseCode code) {
        if (!response.ended() && !response.closed()) {
            JsonObject reason = new JsonObject().put("code", code.code()).put("reason", code.reason());
            response.end("event: close\ndata: " + reason.encode() + "\n\n");
        }
    }

    @Override
    public void ping() {
        if (!response.ended() && !response.closed()) {
            response.write(COMMENT);
        }
    }

    @Override
    public boolean answersPings() {
        return false;
    }

    /** Nothing comes this way. */
    @Override
    public void reading(boolean wanted) {}

    @Override
    public void cut() {
        response.reset();
    }
}

package dev.parley.signaling.session;

import dev.parley.signaling.protocol.CloseCode;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/** A socket of websockets-next. */
final class QuarkusWire implements Wire {

    private static final Logger LOG = Logger.getLogger(QuarkusWire.class);

    private final WebSocketConnection connection;
    private final Channel channel;
    private final EventLoop loop;

    /** Only in a callback of the connection: its event loop is the current one. */
    QuarkusWire(WebSocketConnection connection) {
        this.connection = connection;
        this.channel = Upgrade.channelOf(connection);
        this.loop = ContextInternal.current().nettyEventLoop();
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
        return connection.sendText(text).subscribeAsCompletionStage();
    }

    @Override
    public void close(CloseCode code) {
        if (connection.isOpen()) {
            connection
                    .close(new CloseReason(code.code(), code.reason()))
                    .subscribe()
                    .with(
                            closed -> {},
                            failure -> LOG.debugf("A socket was gone before it could be closed: %s", failure));
        }
    }

    @Override
    public void ping() {
        if (connection.isOpen()) {
            connection.sendPing(Buffer.buffer()).subscribe().with(sent -> {}, alreadyGone -> {});
        }
    }

    @Override
    public boolean answersPings() {
        return true;
    }

    @Override
    public void reading(boolean wanted) {
        channel.config().setAutoRead(wanted);
    }

    @Override
    public void cut() {
        channel.close();
    }
}

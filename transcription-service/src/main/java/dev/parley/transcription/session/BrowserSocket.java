package dev.parley.transcription.session;

import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.buffer.Buffer;
import org.jboss.logging.Logger;

/**
 * A browser's socket, which knows how much of what it was given is still unwritten.
 *
 * <p>There is no queue here besides the transport's own: from {@link #HIGH_MARK} characters on the listener is told to give no
 * more, and at {@link #LOW_MARK} that it may again.
 */
final class BrowserSocket implements Browser {

    static final int HIGH_MARK = 256 * 1024;
    static final int LOW_MARK = 64 * 1024;

    private static final Logger LOG = Logger.getLogger(BrowserSocket.class);

    private static final Listener NOBODY = new Listener() {
        @Override
        public void browserSlow() {}

        @Override
        public void browserCaughtUp() {}
    };

    private final WebSocketConnection connection;
    private Listener listener = NOBODY;
    private int unwritten;
    private boolean slow;

    BrowserSocket(WebSocketConnection connection) {
        this.connection = connection;
    }

    void listener(Listener newListener) {
        listener = newListener;
    }

    @Override
    public String id() {
        return connection.id();
    }

    @Override
    public void ping() {
        connection.sendPing(Buffer.buffer()).subscribe().with(sent -> {}, gone -> {});
    }

    @Override
    public void send(String json) {
        unwritten += json.length();
        connection.sendText(json).subscribe().with(written -> written(json.length()), closed -> written(json.length()));
        if (!slow && unwritten > HIGH_MARK) {
            slow = true;
            listener.browserSlow();
        }
    }

    private void written(int characters) {
        unwritten -= characters;
        if (slow && unwritten < LOW_MARK) {
            slow = false;
            listener.browserCaughtUp();
        }
    }

    @Override
    public void close(Ending ending) {
        connection
                .close(ending.asCloseReason())
                .subscribe()
                .with(closed -> {}, gone -> LOG.debugf("%s was gone before it was closed", connection.id()));
    }
}

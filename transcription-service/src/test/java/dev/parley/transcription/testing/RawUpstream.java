package dev.parley.transcription.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An upstream that goes wrong below the protocol, where no WebSocket library would let it. */
public final class RawUpstream {

    /** What goes wrong. */
    public enum Fault {
        /** Takes the connection and never answers the upgrade. */
        SILENT,
        /** Begins a session, and is not heard of any more; it does not even answer pings. */
        MUTE,
        /** Begins a session, and cuts the connection at the first audio. */
        CUT
    }

    private static final Pattern KEY = Pattern.compile("(?i)Sec-WebSocket-Key: *(\\S+)");
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String SESSION = "{\"type\":\"session.updated\",\"session\":{}}";
    private static final byte TEXT_FRAME = (byte) 0x81;

    private final Fault fault;
    private final NetServer server;

    /** Starts on a free port; ends with Vert.x. */
    public RawUpstream(Vertx vertx, Fault fault) throws Exception {
        this.fault = fault;
        this.server = vertx.createNetServer()
                .connectHandler(socket -> socket.handler(new Conversation(socket)::received))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    public int port() {
        return server.actualPort();
    }

    private final class Conversation {

        private final NetSocket socket;
        private final Buffer request = Buffer.buffer();
        private boolean upgraded;
        private boolean begun;

        Conversation(NetSocket socket) {
            this.socket = socket;
        }

        void received(Buffer data) {
            if (fault == Fault.SILENT) {
                return;
            }
            if (!upgraded) {
                upgrade(data);
            } else if (!begun) {
                begun = true;
                socket.write(Buffer.buffer()
                        .appendByte(TEXT_FRAME)
                        .appendByte((byte) SESSION.length())
                        .appendString(SESSION));
            } else if (fault == Fault.CUT) {
                socket.close();
            }
        }

        private void upgrade(Buffer data) {
            String head = request.appendBuffer(data).toString();
            Matcher key = KEY.matcher(head);
            if (head.contains("\r\n\r\n") && key.find()) {
                upgraded = true;
                socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + accept(key.group(1)) + "\r\n\r\n");
            }
        }

        private static String accept(String key) {
            try {
                return Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-1")
                                .digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

package dev.parley.signaling.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client that may break every rule of WebSocket: it writes frames, or whatever else, byte by byte. */
public final class RawSocket implements AutoCloseable {

    /** A message, as JSON; or, with a code, the end: the code of the close frame, 1006 without one. */
    public record Event(JsonNode message, int closeCode) {}

    private static final int CUT = 1006;
    private static final int PATIENCE_SECONDS = 15;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final Socket socket;
    private final DataInputStream in;
    private final LinkedBlockingQueue<Event> received = new LinkedBlockingQueue<>();
    private final boolean answersPings;

    private RawSocket(URI server, boolean answersPings) throws IOException {
        this.socket = new Socket(server.getHost(), server.getPort());
        this.in = new DataInputStream(socket.getInputStream());
        this.answersPings = answersPings;
    }

    /** A connection on which nothing has been sent. */
    public static RawSocket connect(URI server) {
        try {
            return new RawSocket(server, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An open WebSocket; headers come in pairs. One that doesn't answer pings is what a vanished peer looks like. */
    public static RawSocket open(URI door, boolean answersPings, String... headers) {
        try {
            RawSocket opened = new RawSocket(door, answersPings);
            int status = opened.upgrade(door.getPath(), headers);
            if (status != 101) {
                throw new AssertionError("No upgrade: " + status);
            }
            opened.listen();
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for an upgrade; the status of the answer. */
    public int upgrade(String path, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(
                "GET " + path + " HTTP/1.1\r\nHost: " + socket.getInetAddress().getHostAddress()
                        + ":" + socket.getPort()
                        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        write((request + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return awaitStatus();
    }

    /** The status of the answer to a request, of which the head is read. */
    public int awaitStatus() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return Integer.parseInt(head.substring(9, 12));
    }

    /** Sends bytes as they are; what the server no longer takes is lost. */
    public void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            received.add(new Event(null, CUT));
        }
    }

    /** Sends a message as one frame, or as several. */
    public void send(int opcode, byte[] payload, int fragments) {
        int size = Math.max(1, (payload.length + fragments - 1) / fragments);
        ByteBuffer frames = ByteBuffer.allocate(payload.length + 14 * (fragments + 1));
        int from = 0;
        do {
            int length = Math.min(size, payload.length - from);
            boolean last = from + length == payload.length;
            frame(frames, from == 0 ? opcode : 0, last, payload, from, length);
            from += length;
        } while (from < payload.length);
        byte[] bytes = new byte[frames.position()];
        frames.flip().get(bytes);
        write(bytes);
    }

    /** Sends a text. */
    public RawSocket text(String text) {
        send(TEXT, text.getBytes(StandardCharsets.UTF_8), 1);
        return this;
    }

    /** The masking key is zero, so that the payload stays readable. */
    private static void frame(ByteBuffer to, int opcode, boolean last, byte[] payload, int from, int length) {
        to.put((byte) (opcode | (last ? 0x80 : 0)));
        if (length < 126) {
            to.put((byte) (0x80 | length));
        } else if (length < 65536) {
            to.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            to.put((byte) (0x80 | 127)).putLong(length);
        }
        to.putInt(0).put(payload, from, length);
    }

    private void listen() {
        Thread reader = new Thread(this::read, "raw socket");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            while (true) {
                int opcode = in.readUnsignedByte() & 0x0f;
                long length = in.readUnsignedByte() & 0x7f;
                length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
                byte[] payload = in.readNBytes((int) length);
                if (opcode == TEXT) {
                    received.add(new Event(Golden.parse(new String(payload, StandardCharsets.UTF_8)), 0));
                } else if (opcode == CLOSE) {
                    received.add(new Event(
                            null,
                            payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort()));
                    return;
                } else if (opcode == PING && answersPings) {
                    send(PONG, payload, 1);
                }
            }
        } catch (IOException e) {
            received.add(new Event(null, CUT));
        }
    }

    /** The next message that is meant; others before it are dropped, the end is an error. */
    public JsonNode await(Predicate<JsonNode> wanted, String what) {
        List<JsonNode> others = new ArrayList<>();
        for (Event event = next(what, others); ; event = next(what, others)) {
            if (event.message() == null) {
                throw new AssertionError("Closed with " + event.closeCode() + " before " + what + ", after " + others);
            }
            if (wanted.test(event.message())) {
                return event.message();
            }
            others.add(event.message());
        }
    }

    /** Waits for an answer with this {@code ref}: then 0, otherwise the code with which the socket was closed. */
    public int awaitRefOrClose(String ref) {
        Event event = next(ref, List.of());
        while (event.message() != null && !event.message().path("ref").asText().equals(ref)) {
            event = next(ref, List.of());
        }
        return event.message() == null ? event.closeCode() : 0;
    }

    /** The code with which the socket was closed; 1006 if it was cut. */
    public int awaitClose() {
        Event event = next("a close", List.of());
        while (event.message() != null) {
            event = next("a close", List.of());
        }
        return event.closeCode();
    }

    /** Waits until the server ends the connection, on which no WebSocket was opened. */
    public void awaitEnd() throws IOException {
        socket.setSoTimeout(PATIENCE_SECONDS * 1000);
        try {
            while (in.read() >= 0) {
                // An answer that refuses may come first.
            }
        } catch (EOFException | java.net.SocketException gone) {
            return;
        }
    }

    private Event next(String what, List<JsonNode> others) {
        try {
            Event event = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("Nothing more came, where " + what + " was awaited, after " + others);
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

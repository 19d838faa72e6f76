package dev.parley.launcher.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** A part's answer to an upgrade request, taken in as its bytes arrive, until the empty line that ends its head. */
final class UpgradeAnswer {

    private static final int MAX_BYTES = 16 * 1024;
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private Buffer bytes = Buffer.buffer();
    private int status;

    /** Takes more bytes; true as soon as the head is complete. */
    boolean add(Buffer more) {
        bytes.appendBuffer(more);
        for (var at = 0; at + END.length <= Math.min(bytes.length(), MAX_BYTES); at++) {
            if (endsHeadAt(at)) {
                parse(bytes.getString(0, at).split("\r\n"));
                bytes = bytes.getBuffer(at + END.length, bytes.length());
                return true;
            }
        }
        return false;
    }

    /** True if no head of a proper length has ended yet. */
    boolean isTooLong() {
        return bytes.length() > MAX_BYTES;
    }

    /** The HTTP status; 502 if the answer was none that HTTP knows. */
    int status() {
        return status;
    }

    MultiMap headers() {
        return headers;
    }

    /** What came right behind the head: the first bytes of the WebSocket. */
    Buffer rest() {
        return bytes;
    }

    private boolean endsHeadAt(int at) {
        for (var i = 0; i < END.length; i++) {
            if (bytes.getByte(at + i) != END[i]) {
                return false;
            }
        }
        return true;
    }

    private void parse(String[] lines) {
        status = lines[0].matches("HTTP/1\\.1 [1-5]\\d\\d( .*)?") ? Integer.parseInt(lines[0].substring(9, 12)) : 502;
        for (var i = 1; i < lines.length; i++) {
            var colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.add(
                        lines[i].substring(0, colon),
                        lines[i].substring(colon + 1).strip());
            }
        }
    }
}

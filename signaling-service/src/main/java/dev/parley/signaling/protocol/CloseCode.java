package dev.parley.signaling.protocol;

/**
 * WebSocket close codes of Parley. 4000–4499 mean: come back; 4500–4999: don't.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-7.4.2">RFC 6455, 7.4.2</a>
 */
public enum CloseCode {
    /** The node stops: come back, another one is there. */
    SHUTDOWN(4001, "shutdown"),
    /** The receiver read too slowly: come back after at least five seconds. */
    SLOW_RECEIVER(4008, "slow receiver"),
    /** The service can't work now: come back later. */
    UNAVAILABLE(4013, "unavailable"),
    /** No {@code hello}, or a binary frame. */
    BAD_REQUEST(4501, "bad request"),
    /** Another socket came with the same identity. */
    TAKEN_OVER(4503, "taken over"),
    /** Too many sockets of an address. */
    LIMIT(4504, "limit");

    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** The number in the close frame. */
    public int code() {
        return code;
    }

    /** A word for people in the close frame, at most 123 bytes. */
    public String reason() {
        return reason;
    }

    /** Whether a close with this code was the client's wish to leave, and no loss of the connection. */
    public static boolean meansLeft(int code) {
        return code == NORMAL || code == GOING_AWAY;
    }
}

package dev.parley.transcription.session;

import dev.parley.transcription.upstream.UpstreamFailure;
import io.quarkus.websockets.next.CloseReason;

/**
 * Why and how we end a session. Of the codes, 4000 to 4499 ask the client to come back, 4500 to 4999 not to.
 *
 * @param reason for {@code parley.closing}, metrics and the log
 * @param closeCode of the WebSocket
 */
record Ending(String reason, int closeCode) {

    static final Ending STOPPED = new Ending("stopped", 1000);
    static final Ending SHUTDOWN = new Ending("shutdown", 4001);
    static final Ending SLOW_RECEIVER = new Ending("slow_receiver", 4008);
    static final Ending UNREACHABLE = new Ending("unreachable", 4008);
    static final Ending SESSION_LIMIT = new Ending("session_limit", 4013);
    static final Ending NODE_FULL = new Ending("node_full", 4013);
    static final Ending INVALID_REQUEST = new Ending("invalid_request", 4501);
    static final Ending ADDRESS_LIMIT = new Ending("limit", 4504);
    static final Ending FLOOD = new Ending("rate_limited", 4504);
    static final Ending OVERFLOW = new Ending("overflow", 4508);

    private static final int COME_BACK = 4013;
    private static final int DO_NOT_COME_BACK = 4513;

    static Ending of(UpstreamFailure failure) {
        return new Ending(failure.code(), failure.retryable() ? COME_BACK : DO_NOT_COME_BACK);
    }

    CloseReason asCloseReason() {
        return new CloseReason(closeCode, reason);
    }
}

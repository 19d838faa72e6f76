package dev.parley.offline.api;

import dev.parley.offline.protocol.ApiError;

/**
 * Why a connection is closed by the server, and with which code.
 *
 * @param error told first
 * @param closeCode of the WebSocket
 * @param reason of the WebSocket
 */
record Refusal(ApiError error, int closeCode, String reason) {

    private static final int UNAUTHORIZED = 3000;
    private static final int BAD_REQUEST = 4000;
    private static final int GOING_AWAY = 1001;
    private static final int INTERNAL_ERROR = 1011;
    private static final int TRY_AGAIN_LATER = 1013;

    /** The key is missing or wrong. */
    static Refusal unauthorized(ApiError error) {
        return new Refusal(error, UNAUTHORIZED, error.closeReason());
    }

    /** The URL or a header is wrong. */
    static Refusal badRequest(ApiError error) {
        return new Refusal(error, BAD_REQUEST, error.closeReason());
    }

    /** Not now: another time or another node. */
    static Refusal later(ApiError error) {
        return new Refusal(error, TRY_AGAIN_LATER, error.closeReason());
    }

    /** Something broke. */
    static Refusal broken(ApiError error) {
        return new Refusal(error, INTERNAL_ERROR, error.closeReason());
    }

    /** The server is being stopped. */
    static Refusal goingAway(ApiError error) {
        return new Refusal(error, GOING_AWAY, error.closeReason());
    }

    /** The session's time is over; the API says that in the words of the error. */
    static Refusal expired(ApiError error) {
        return new Refusal(error, GOING_AWAY, error.message());
    }
}

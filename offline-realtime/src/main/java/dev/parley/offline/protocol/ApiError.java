package dev.parley.offline.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong, in the words of the API.
 *
 * @param type whose fault it is: {@link #INVALID_REQUEST} or {@link #SERVER}
 * @param code for programs
 * @param message for people; never holds a key
 * @param param path of the member that is wrong, as {@code session.audio.input.format.rate}
 */
public record ApiError(
        String type,
        @Nullable String code,
        String message,
        @Nullable String param) {

    public static final String INVALID_REQUEST = "invalid_request_error";
    public static final String SERVER = "server_error";

    /** An error that the client can put right. */
    public static ApiError invalid(@Nullable String code, @Nullable String param, String message) {
        return new ApiError(INVALID_REQUEST, code, message, param);
    }

    /** An error on this side. */
    public static ApiError server(String code, String message) {
        return new ApiError(SERVER, code, message, null);
    }

    public static ApiError missing(String param) {
        return invalid("missing_required_parameter", param, "Missing required parameter: '" + param + "'.");
    }

    public static ApiError unknown(String param) {
        return invalid("unknown_parameter", param, "Unknown parameter: '" + param + "'.");
    }

    public static ApiError wrongValue(String param, String message) {
        return invalid("invalid_value", param, message);
    }

    public static ApiError wrongType(String param, String expected) {
        return invalid("invalid_type", param, "Invalid type for '" + param + "': expected " + expected + ".");
    }

    /** The reason that a socket is closed with: type and code. */
    public String closeReason() {
        return code == null ? type : type + "." + code;
    }
}

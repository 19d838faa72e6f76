package dev.parley.transcription.upstream;

/**
 * What can go wrong with the upstream, in our own words: its own texts quote keys and never reach a client.
 *
 * <p>A {@link #retryable()} failure may be over when the client comes back; the others need the operator.
 */
public enum UpstreamFailure {
    /** No upstream is configured. */
    NOT_CONFIGURED("not_configured", false, "This server has no transcription service configured."),
    /** It could not be reached, or answered with a server error. */
    UNAVAILABLE("upstream_unavailable", true, "The transcription service could not be reached. Try again in a moment."),
    /** It did not answer in time. */
    TIMEOUT("upstream_timeout", true, "The transcription service did not answer in time. Try again in a moment."),
    /** It took the connection and then ended it. */
    CLOSED("upstream_closed", true, "The transcription service ended the connection. Try again."),
    /** It is too busy for us, or we ask too much of it. */
    BUSY("upstream_busy", true, "The transcription service is busy. Try again in a moment."),
    /** The session reached the length that it allows. */
    EXPIRED("session_expired", true, "The session reached the length that the transcription service allows."),
    /** It does not accept our credential. */
    UNAUTHORIZED(
            "upstream_unauthorized",
            false,
            "The transcription service did not accept this server's credentials. Its operator has to look at the"
                    + " configured key."),
    /** The account behind the credential has nothing left. */
    QUOTA(
            "upstream_quota",
            false,
            "The account at the transcription service is used up. The operator of this server has to look at it."),
    /** It could not prove who it is: its certificate is not trusted here, or it speaks no TLS. */
    UNTRUSTED(
            "upstream_untrusted",
            false,
            "The transcription service could not prove who it is. The operator of this server has to look at its"
                    + " certificate or address."),
    /** It does not accept what we ask for, such as the model. */
    REJECTED(
            "upstream_rejected",
            false,
            "The transcription service did not accept the session. The operator of this server has to look at its"
                    + " settings."),
    /** It answered something that is not its documented protocol. */
    INVALID_ANSWER("upstream_invalid_answer", true, "The transcription service gave an answer that makes no sense."),
    /** It reported a problem of another kind. */
    OTHER("upstream_error", true, "The transcription service reported a problem.");

    private final String code;
    private final boolean retryable;
    private final String message;

    UpstreamFailure(String code, boolean retryable, String message) {
        this.code = code;
        this.retryable = retryable;
        this.message = message;
    }

    /** The failure that an HTTP status (of the mint, or of a refused upgrade) stands for. */
    public static UpstreamFailure ofStatus(int status) {
        if (status == 401 || status == 403) {
            return UNAUTHORIZED;
        }
        if (status == 429) {
            return BUSY;
        }
        if (status < 400) {
            return INVALID_ANSWER;
        }
        return status < 500 ? REJECTED : UNAVAILABLE;
    }

    /** The failure that the close of an upstream socket stands for; the codes are OpenAI's. */
    public static UpstreamFailure ofClose(int closeCode) {
        return switch (closeCode) {
            case 3000 -> UNAUTHORIZED;
            case 4000, 4004 -> REJECTED;
            case 1013 -> BUSY;
            default -> CLOSED;
        };
    }

    /** The failure that an {@code error} event's type and code stand for; {@link #OTHER} for one that we do not know. */
    public static UpstreamFailure ofError(String errorType, String errorCode) {
        return switch (errorCode) {
            case "invalid_api_key", "insufficient_permissions" -> UNAUTHORIZED;
            case "insufficient_quota", "credit_balance_exhausted" -> QUOTA;
            case "rate_limit_exceeded" -> BUSY;
            case "session_expired" -> EXPIRED;
            case "missing_model", "invalid_model", "model_not_found", "beta_api_shape_disabled" -> REJECTED;
            // Such as the offline engine's, while it loads its models.
            default -> errorType.equals("server_error") ? UNAVAILABLE : OTHER;
        };
    }

    /** Whether a session in which the upstream reports this is at its end, whether or not the upstream closes it. */
    public boolean endsSession() {
        return !retryable || this == EXPIRED;
    }

    /** Machine-readable, stable; part of the wire contract. */
    public String code() {
        return code;
    }

    /** Whether coming back may help without an operator's doing. */
    public boolean retryable() {
        return retryable;
    }

    /** One sentence or two for the user. */
    public String message() {
        return message;
    }
}

package dev.parley.offline.protocol;

/** A request that breaks a rule of the protocol. Nothing of it was carried out. */
public final class InvalidRequestException extends Exception {

    private final transient ApiError error;

    public InvalidRequestException(ApiError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    /** What to tell the client. */
    public ApiError error() {
        return error;
    }
}

package dev.parley.offline.speech;

/** The engine can't start, because its models aren't there or can't be read; the message says which. */
public final class ModelsUnavailableException extends Exception {

    private final String reason;

    ModelsUnavailableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    ModelsUnavailableException(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /** Which file, and what is wrong with it. */
    public String reason() {
        return reason;
    }
}

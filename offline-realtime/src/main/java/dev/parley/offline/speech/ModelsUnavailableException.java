package dev.parley.offline.speech;

/** The engine can't start, because its models aren't there or can't be read; the message says which. */
public final class ModelsUnavailableException extends Exception {

    ModelsUnavailableException(String message) {
        super(message);
    }

    ModelsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

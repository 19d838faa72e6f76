package dev.parley.signaling.log;

/** For whom an entry is. */
public enum Audience {
    /** The author too, as acknowledgement. */
    EVERYBODY,
    /** All but the author. */
    OTHERS
}

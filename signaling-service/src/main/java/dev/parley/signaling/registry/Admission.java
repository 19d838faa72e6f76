package dev.parley.signaling.registry;

/** What became of the wish to join a room. */
public enum Admission {
    /** They are a member now; the listener has the room. */
    ADMITTED,
    /** The room has as many members as it takes. */
    FULL,
    /** There is no such room, and none was to be made. */
    NOT_FOUND,
    /** The room takes nobody new. */
    LOCKED,
    /** There is such a room, and a new one was wanted. */
    EXISTS
}

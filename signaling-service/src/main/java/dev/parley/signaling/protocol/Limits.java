package dev.parley.signaling.protocol;

/** Limits of the wire format that no setting changes. */
public final class Limits {

    /** The longest name of a person, in characters (code points). */
    public static final int NAME_CHARACTERS = 64;

    /** The longest {@code id} of a message and of a peer, in characters. */
    public static final int ID_CHARACTERS = 64;

    /** The longest text of a chat message, in bytes of UTF-8. */
    public static final int TEXT_BYTES = 4096;

    private Limits() {}
}

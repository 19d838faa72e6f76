package dev.parley.signaling.protocol;

/** Somebody's newer socket has come, perhaps on another node: what the older one still asks for is not done. */
public final class Superseded extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Without a stack: it is no bug. */
    public Superseded() {
        super("A newer socket of the same identity has come", null, false, false);
    }
}

package dev.parley.signaling.redis;

/** Redis did not answer in time, or can't be reached. Whether the command was done is not known. */
public final class RedisUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Without a stack: it is no bug, and there may be many. */
    public RedisUnavailable(String message) {
        super(message, null, false, false);
    }
}

package dev.parley.transcription.liveness;

/**
 * Notices a peer that has gone silent: whoever let a whole beat pass without a sign of life, although it was pinged, is dead. TCP
 * alone would not notice for many minutes (a closed lid, a pulled cable).
 *
 * <p>The owner calls {@link #beat} at even intervals; a peer is therefore given up after one to two of them. Not thread-safe: it
 * belongs to its owner's event loop.
 */
public final class Heartbeat {

    private final Runnable ping;
    private final Runnable dead;
    private boolean heard = true;

    /**
     * A heart of its own for each peer.
     *
     * @param ping asks the peer for a sign of life
     * @param dead told at each beat from which on there was none
     */
    public Heartbeat(Runnable ping, Runnable dead) {
        this.ping = ping;
        this.dead = dead;
    }

    /** The peer gave a sign of life: anything that it sent. */
    public void heard() {
        heard = true;
    }

    /** An interval is over. */
    public void beat() {
        if (heard) {
            heard = false;
            ping.run();
        } else {
            dead.run();
        }
    }
}

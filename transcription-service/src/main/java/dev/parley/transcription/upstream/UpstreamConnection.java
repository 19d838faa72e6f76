package dev.parley.transcription.upstream;

/** One connection to the Realtime API, opening, open or closed. All methods belong to its event loop. */
public interface UpstreamConnection {

    /**
     * Writes one event. Only after {@link UpstreamEvents#opened()}; ignored once the connection is closed. Never blocks: whoever
     * sends more than {@link #isWritable()} allows makes the connection's queue grow.
     *
     * @param json one event of the Realtime API
     */
    void send(String json);

    /** Whether the write queue is below its mark. {@link UpstreamEvents#writable()} tells when it is so again. */
    boolean isWritable();

    /** Stops reading, so that the upstream feels that its reader is slow. */
    void pause();

    /** Reads on. */
    void resume();

    /** Gives the connection up, in whatever phase it is. No event comes any more. */
    void close();
}

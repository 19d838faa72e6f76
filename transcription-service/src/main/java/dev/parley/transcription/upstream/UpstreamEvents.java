package dev.parley.transcription.upstream;

/** What happens on an upstream connection, in order, on its event loop. */
public interface UpstreamEvents {

    /** The socket is open. OpenAI also opens it for a bad key, and says so afterwards. */
    void opened();

    /**
     * One event of the upstream.
     *
     * @param json as it came
     */
    void received(String json);

    /** The write queue has room again after it was full. */
    void writable();

    /** Connecting failed, or the connection ended without our doing. The last event. */
    void closed(UpstreamLoss loss);
}

package dev.parley.transcription.upstream;

/** Opens transcription sessions at the Realtime API. */
public interface Upstream {

    /**
     * Begins to connect and returns at once. Never calls {@code events} before it has returned.
     *
     * <p>Has to be called on an event loop: all events of this connection arrive there, one at a time and in order.
     */
    UpstreamConnection connect(UpstreamEvents events);
}

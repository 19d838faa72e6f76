package dev.parley.offline.speech;

/** Told how the engine fares, for metrics. Called on threads of the engine; must return at once. */
public interface EngineObserver {

    /** A piece of speech has been decoded. {@code kind} is {@code partial}, {@code early} or {@code final}. */
    void decoded(String kind, double audioSeconds, double seconds);

    /** A partial hypothesis was left out, because the decoders were busy. */
    void partialSkipped();

    /** The first text of a turn was given out while it went on, so many seconds after its speaker was first heard. */
    void firstText(double seconds);
}

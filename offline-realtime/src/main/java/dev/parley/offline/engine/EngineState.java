package dev.parley.offline.engine;

import dev.parley.offline.speech.Transcriber;

/** Whether the engine can be used. */
public sealed interface EngineState {

    /** It is being loaded; {@code step} says what just now. */
    record Loading(String step) implements EngineState {}

    /** It can be used. */
    record Ready(Transcriber transcriber) implements EngineState {}

    /** It can't be used; {@code reason} says why, for the one who runs it. */
    record Failed(String reason) implements EngineState {}
}

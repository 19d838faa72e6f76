package dev.parley.offline.engine;

import dev.parley.offline.speech.Transcriber;
import java.util.function.Function;

/** Whether the engine can be used. */
public sealed interface EngineState {

    /** Gives what the function for this case gives: of the step being loaded, of the engine, or of the reason why it can't be used. */
    <T> T match(Function<String, T> loading, Function<Transcriber, T> ready, Function<String, T> failed);

    /** It is being loaded; {@code step} says what just now. */
    record Loading(String step) implements EngineState {
        @Override
        public <T> T match(Function<String, T> loading, Function<Transcriber, T> ready, Function<String, T> failed) {
            return loading.apply(step);
        }
    }

    /** It can be used. */
    record Ready(Transcriber transcriber) implements EngineState {
        @Override
        public <T> T match(Function<String, T> loading, Function<Transcriber, T> ready, Function<String, T> failed) {
            return ready.apply(transcriber);
        }
    }

    /** It can't be used; {@code reason} says why, for the one who runs it. */
    record Failed(String reason) implements EngineState {
        @Override
        public <T> T match(Function<String, T> loading, Function<Transcriber, T> ready, Function<String, T> failed) {
            return failed.apply(reason);
        }
    }
}

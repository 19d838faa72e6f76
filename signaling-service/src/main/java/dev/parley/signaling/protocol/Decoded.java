package dev.parley.signaling.protocol;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What became of a text frame: a message, or the reason why it is none.
 *
 * @param <M> the messages of a door
 */
public sealed interface Decoded<M> {

    /** Calls the function of the case at hand. */
    <R> R match(Function<? super M, R> message, Function<? super Bad<M>, R> bad);

    /** A message whose members hold what the protocol asks for. */
    record Good<M>(M message) implements Decoded<M> {
        @Override
        public <R> R match(Function<? super M, R> onMessage, Function<? super Bad<M>, R> onBad) {
            return onMessage.apply(message);
        }
    }

    /**
     * No message.
     *
     * @param refusal why not
     * @param ref the frame's {@code id}, when it could be read
     */
    record Bad<M>(Refusal refusal, @Nullable String ref) implements Decoded<M> {
        @Override
        public <R> R match(Function<? super M, R> onMessage, Function<? super Bad<M>, R> onBad) {
            return onBad.apply(this);
        }
    }
}

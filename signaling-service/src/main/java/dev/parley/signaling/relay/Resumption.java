package dev.parley.signaling.relay;

import dev.parley.signaling.protocol.Frame;
import java.util.List;
import java.util.function.Function;

/** What became of an attempt to come back to a mailbox. */
public sealed interface Resumption {

    /** Calls the function of the case at hand. */
    <R> R match(
            Function<? super Resumed, ? extends R> resumed,
            Function<? super Gone, ? extends R> gone,
            Function<? super Overrun, ? extends R> overrun);

    /**
     * The new inbox is attached.
     *
     * @param generation names this attachment
     * @param missed what came after the number that was asked for, in order; what comes from now on goes to the inbox
     */
    record Resumed(long generation, List<Frame> missed) implements Resumption {
        @Override
        public <R> R match(
                Function<? super Resumed, ? extends R> onResumed,
                Function<? super Gone, ? extends R> onGone,
                Function<? super Overrun, ? extends R> onOverrun) {
            return onResumed.apply(this);
        }
    }

    /** There is no such mailbox, or not any more. */
    record Gone() implements Resumption {
        @Override
        public <R> R match(
                Function<? super Resumed, ? extends R> onResumed,
                Function<? super Gone, ? extends R> onGone,
                Function<? super Overrun, ? extends R> onOverrun) {
            return onGone.apply(this);
        }
    }

    /** More was missed than is kept. The mailbox is closed now. */
    record Overrun() implements Resumption {
        @Override
        public <R> R match(
                Function<? super Resumed, ? extends R> onResumed,
                Function<? super Gone, ? extends R> onGone,
                Function<? super Overrun, ? extends R> onOverrun) {
            return onOverrun.apply(this);
        }
    }
}

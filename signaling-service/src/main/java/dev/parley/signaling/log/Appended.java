package dev.parley.signaling.log;

import java.util.function.Function;

/** What became of a draft. */
public sealed interface Appended {

    /** Calls the function of the case at hand. */
    <R> R match(Function<New, R> isNew, Function<Repeated, R> repeated, Function<Taken, R> taken);

    /** It is in the log now. */
    record New(Entry entry) implements Appended {
        @Override
        public <R> R match(Function<New, R> isNew, Function<Repeated, R> repeated, Function<Taken, R> taken) {
            return isNew.apply(this);
        }
    }

    /** The same author appended this id before: here is what it was then. */
    record Repeated(Entry entry) implements Appended {
        @Override
        public <R> R match(Function<New, R> isNew, Function<Repeated, R> repeated, Function<Taken, R> taken) {
            return repeated.apply(this);
        }
    }

    /** Another author has appended this id. */
    record Taken() implements Appended {
        @Override
        public <R> R match(Function<New, R> isNew, Function<Repeated, R> repeated, Function<Taken, R> taken) {
            return taken.apply(this);
        }
    }
}

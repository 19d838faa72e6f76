package dev.parley.transcription.session;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a session is: {@link Connecting} → {@link Streaming} → {@link Finishing} → {@link Closed}, and between {@link Streaming} and
 * {@link Streaming} any number of {@link Rotating}. Any state may be followed by {@link Finishing} and {@link Closed}.
 *
 * <p>A state says what may happen in it and which one follows; {@link TranscriptionSession} does it.
 */
sealed interface SessionState {

    /** The connections in use, oldest first. Audio goes to the last one. */
    List<Leg> legs();

    /** Whether the client is still heard. */
    boolean listens();

    /** How the session will end, if that is decided. */
    default Optional<Ending> ending() {
        return Optional.empty();
    }

    /** What follows when a first connection is ready. */
    default SessionState connected(Leg leg) {
        return this;
    }

    /** What follows when audio goes to another connection from now on. */
    default SessionState rotated(Leg next) {
        return this;
    }

    /** What follows when a connection has given all that was expected of it. */
    default SessionState retired(Leg leg) {
        return this;
    }

    /** What follows when the session is to end in good order. */
    default SessionState finishing(Ending ending) {
        return new Finishing(legs(), ending);
    }

    /** The upstream is not connected yet, or has not accepted the configuration: audio waits. */
    record Connecting() implements SessionState {
        @Override
        public List<Leg> legs() {
            return List.of();
        }

        @Override
        public boolean listens() {
            return true;
        }

        @Override
        public SessionState connected(Leg leg) {
            return new Streaming(leg);
        }
    }

    /** Audio goes up and events come down. */
    record Streaming(Leg leg) implements SessionState {
        @Override
        public List<Leg> legs() {
            return List.of(leg);
        }

        @Override
        public boolean listens() {
            return true;
        }

        @Override
        public SessionState rotated(Leg next) {
            return new Rotating(leg, next);
        }
    }

    /** Audio goes to a fresh connection, while the old one has yet to give its last results. */
    record Rotating(Leg old, Leg next) implements SessionState {
        @Override
        public List<Leg> legs() {
            return List.of(old, next);
        }

        @Override
        public boolean listens() {
            return true;
        }

        @Override
        public SessionState retired(Leg leg) {
            return leg == old ? new Streaming(next) : this;
        }
    }

    /** The client is not heard any more; the session ends when what waits has gone up and every turn has its result. */
    record Finishing(List<Leg> legs, Ending decided) implements SessionState {
        @Override
        public boolean listens() {
            return false;
        }

        @Override
        public Optional<Ending> ending() {
            return Optional.of(decided);
        }

        @Override
        public SessionState connected(Leg leg) {
            return new Finishing(Stream.concat(legs.stream(), Stream.of(leg)).toList(), decided);
        }

        @Override
        public SessionState retired(Leg leg) {
            return new Finishing(legs.stream().filter(other -> other != leg).toList(), decided);
        }

        @Override
        public SessionState finishing(Ending ending) {
            return this;
        }
    }

    /** Nothing happens any more. */
    record Closed() implements SessionState {
        @Override
        public List<Leg> legs() {
            return List.of();
        }

        @Override
        public boolean listens() {
            return false;
        }

        @Override
        public SessionState finishing(Ending ending) {
            return this;
        }
    }
}

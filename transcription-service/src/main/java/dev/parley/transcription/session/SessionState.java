package dev.parley.transcription.session;

import dev.parley.transcription.upstream.UpstreamConnection;
import java.util.Optional;

/**
 * Where a session is: {@link Connecting} → {@link Streaming} → {@link Finishing} → {@link Closed}. Any state may be followed by
 * {@link Closed}, and {@link Connecting} also by {@link Finishing}.
 *
 * <p>A state says what may happen in it and which one follows; {@link TranscriptionSession} does it.
 */
sealed interface SessionState {

    /** The connection in use; empty once the session is closed. */
    Optional<UpstreamConnection> upstream();

    /** Whether the client is still heard. */
    boolean listens();

    /** Whether the upstream has yet to accept the session's configuration. */
    boolean awaitsUpstream();

    /** How the session will end, if that is decided. */
    Optional<Ending> ending();

    /** What follows when the upstream has accepted the configuration. */
    SessionState configured();

    /** What follows when the session is to end in good order. */
    SessionState finishing(Ending ending);

    /** The upstream is not connected yet, or has not accepted the configuration: audio waits. */
    record Connecting(UpstreamConnection connection) implements SessionState {
        @Override
        public Optional<UpstreamConnection> upstream() {
            return Optional.of(connection);
        }

        @Override
        public boolean listens() {
            return true;
        }

        @Override
        public boolean awaitsUpstream() {
            return true;
        }

        @Override
        public Optional<Ending> ending() {
            return Optional.empty();
        }

        @Override
        public SessionState configured() {
            return new Streaming(connection);
        }

        @Override
        public SessionState finishing(Ending ending) {
            return new Finishing(connection, ending);
        }
    }

    /** Audio goes up and events come down. */
    record Streaming(UpstreamConnection connection) implements SessionState {
        @Override
        public Optional<UpstreamConnection> upstream() {
            return Optional.of(connection);
        }

        @Override
        public boolean listens() {
            return true;
        }

        @Override
        public boolean awaitsUpstream() {
            return false;
        }

        @Override
        public Optional<Ending> ending() {
            return Optional.empty();
        }

        @Override
        public SessionState configured() {
            return this;
        }

        @Override
        public SessionState finishing(Ending ending) {
            return new Finishing(connection, ending);
        }
    }

    /** The client is not heard any more; the session ends when what waits has gone up and every turn has its result. */
    record Finishing(UpstreamConnection connection, Ending decided) implements SessionState {
        @Override
        public Optional<UpstreamConnection> upstream() {
            return Optional.of(connection);
        }

        @Override
        public boolean listens() {
            return false;
        }

        @Override
        public boolean awaitsUpstream() {
            return false;
        }

        @Override
        public Optional<Ending> ending() {
            return Optional.of(decided);
        }

        @Override
        public SessionState configured() {
            return this;
        }

        @Override
        public SessionState finishing(Ending ending) {
            return this;
        }
    }

    /** Nothing happens any more. */
    record Closed() implements SessionState {
        @Override
        public Optional<UpstreamConnection> upstream() {
            return Optional.empty();
        }

        @Override
        public boolean listens() {
            return false;
        }

        @Override
        public boolean awaitsUpstream() {
            return false;
        }

        @Override
        public Optional<Ending> ending() {
            return Optional.empty();
        }

        @Override
        public SessionState configured() {
            return this;
        }

        @Override
        public SessionState finishing(Ending ending) {
            return this;
        }
    }
}

package dev.parley.transcription.session;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The upward half of a session: what waits, what has gone up, and what the client is told of it. It writes to the connection that
 * it was given last, as long as that is writable, and to none before. Belongs to its session's event loop.
 */
final class Uplink {

    private static final Duration TELL_DROPPED_AFTER = Duration.ofMillis(200);

    private final SessionTools tools;
    private final Browser browser;
    private final Listener listener;
    private final AudioBuffer buffer;
    private final Overflow overflow;
    private @Nullable Leg leg;
    private boolean clientPaused;
    private long sentBytes;

    /** Hears what has gone up. It may give another connection, which what still waits then goes to. */
    interface Listener {

        /** Audio went up. */
        void audioSent();

        /** A commit went up: the turn is over. */
        void commitSent();
    }

    Uplink(SessionTools tools, Browser browser, Listener listener) {
        this.tools = tools;
        this.browser = browser;
        this.listener = listener;
        this.buffer = new AudioBuffer(Pcm16.bytes(tools.limits().buffer()), tools.keptAudio());
        this.overflow = new Overflow(tools.limits().overflow());
    }

    /** From now on what waits goes there. */
    void connect(Leg next) {
        leg = next;
        drain();
    }

    /**
     * Takes audio in: whole samples.
     *
     * @return false when audio has been dropped for longer than the client is allowed to go on with it
     */
    boolean audio(Buffer pcm) {
        buffer.add(pcm);
        drain();
        int dropped = buffer.trim();
        return dropped == 0 || dropped(dropped);
    }

    private boolean dropped(int bytes) {
        tools.metrics().dropped(Pcm16.millis(bytes));
        if (!overflow.isUntold()) {
            tools.timers().after(TELL_DROPPED_AFTER, this::tellDropped);
        }
        return !overflow.dropped(bytes, tools.timers().nanos());
    }

    /** Tells the client of what was dropped and not yet told. */
    void tellDropped() {
        if (overflow.isUntold()) {
            browser.send(tools.serverEvents().encode(new ServerEvent.Dropped(overflow.tell())));
        }
    }

    /**
     * Takes the end of a turn, or a clear, in.
     *
     * @return false when too many wait already
     */
    boolean mark(Queued mark) {
        boolean taken = buffer.add(mark);
        drain();
        return taken;
    }

    /** Commits what no commit covers, behind everything that waits. */
    void finish() {
        if (buffer.audioBytes() > 0 || (leg != null && leg.turns().isCommittable())) {
            buffer.addLast(new Queued.Commit(CommitReason.STOP, null));
            drain();
        }
    }

    /** Commits what has gone up and no commit covers, if that is enough for one; what waits comes after it. */
    void commitNow(CommitReason reason) {
        if (leg != null && leg.turns().isCommittable()) {
            new Sender(leg).commit(reason, UpstreamCommands.OWN_COMMIT);
        }
    }

    /** Passes on what waits, as far as the upstream takes it, and tells the client to pause or to go on. */
    void drain() {
        // Asked anew each time: the listener may have given another connection.
        for (Leg to = leg; to != null && to.isWritable() && !buffer.isEmpty(); to = leg) {
            buffer.take().accept(new Sender(to));
        }
        if (buffer.isCrowded() != clientPaused) {
            clientPaused = !clientPaused;
            if (clientPaused) {
                tools.metrics().clientPaused();
            }
            browser.send(tools.serverEvents().encode(new ServerEvent.Flow(clientPaused)));
        }
    }

    /** Whether nothing waits. */
    boolean isEmpty() {
        return buffer.isEmpty();
    }

    /** The audio that has gone up until now. */
    Duration sent() {
        return Duration.ofMillis(Pcm16.millis(sentBytes));
    }

    /** Forgets what waits. */
    void close() {
        leg = null;
        buffer.clear();
    }

    /** Writes each thing that waited. */
    private final class Sender implements Queued.Visitor {

        private final Leg to;

        Sender(Leg to) {
            this.to = to;
        }

        @Override
        public void audio(Queued.Audio audio) {
            int bytes = audio.pcm().length();
            to.send(UpstreamCommands.append(audio.pcm()));
            tools.metrics().audio(bytes);
            sentBytes += bytes;
            to.turns().audioSent(bytes);
            if (to.turns().isTooLong()) {
                endTurn(CommitReason.LENGTH, UpstreamCommands.OWN_COMMIT);
            } else {
                listener.audioSent();
            }
        }

        @Override
        public void commit(Queued.Commit commit) {
            if (to.turns().isCommittable()) {
                endTurn(
                        commit.reason(),
                        commit.reason() == CommitReason.CLIENT ? commit.eventId() : UpstreamCommands.OWN_COMMIT);
            } else if (commit.reason() == CommitReason.CLIENT) {
                // Too little: the upstream will say so.
                commit(commit.reason(), commit.eventId());
            }
        }

        private void endTurn(CommitReason reason, @Nullable String eventId) {
            commit(reason, eventId);
            listener.commitSent();
        }

        private void commit(CommitReason reason, @Nullable String eventId) {
            to.send(UpstreamCommands.commit(eventId));
            tools.metrics().committed(reason);
            to.turns().commitSent(tools.timers().nanos());
        }

        @Override
        public void clear(Queued.Clear clear) {
            to.send(UpstreamCommands.clear(clear.eventId()));
            to.turns().cleared();
        }
    }
}

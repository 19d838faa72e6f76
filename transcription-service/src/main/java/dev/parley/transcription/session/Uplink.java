package dev.parley.transcription.session;

import dev.parley.transcription.upstream.TranscriptionModel;
import dev.parley.transcription.upstream.UpstreamConnection;
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
    private final AudioBuffer buffer;
    private final Turns turns;
    private final Overflow overflow;
    private @Nullable UpstreamConnection upstream;
    private boolean clientPaused;

    Uplink(SessionTools tools, TranscriptionModel model, Browser browser) {
        SessionLimits limits = tools.limits();
        this.tools = tools;
        this.browser = browser;
        this.buffer = new AudioBuffer(Pcm16.bytes(limits.buffer()));
        this.turns = new Turns(model.detectsTurns() ? Long.MAX_VALUE : Pcm16.bytes(limits.uncommitted()));
        this.overflow = new Overflow(limits.overflow());
    }

    /** From now on what waits goes there. */
    void connect(UpstreamConnection connection) {
        upstream = connection;
        drain();
    }

    /**
     * Takes audio in: whole samples.
     *
     * @return false when audio has been dropped for longer than the client is allowed to go on with it
     */
    boolean audio(Buffer pcm) {
        int dropped = buffer.add(pcm);
        drain();
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
        if (buffer.audioBytes() > 0 || turns.isCommittable()) {
            buffer.addLast(new Queued.Commit(CommitReason.STOP, null));
            drain();
        }
    }

    /** Passes on what waits, as far as the upstream takes it, and tells the client to pause or to go on. */
    void drain() {
        UpstreamConnection to = upstream;
        while (to != null && to.isWritable() && !buffer.isEmpty()) {
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

    /** The turns that went up. */
    Turns turns() {
        return turns;
    }

    /** Whether nothing waits and every turn has its result. */
    boolean isDone() {
        return buffer.isEmpty() && turns.isSettled();
    }

    /** Writes each thing that waited. */
    private final class Sender implements Queued.Visitor {

        private final UpstreamConnection to;

        Sender(UpstreamConnection to) {
            this.to = to;
        }

        @Override
        public void audio(Queued.Audio audio) {
            to.send(UpstreamCommands.append(audio.pcm()));
            tools.metrics().audio(audio.pcm().length());
            turns.audioSent(audio.pcm().length());
            if (turns.isTooLong()) {
                commit(CommitReason.LENGTH, UpstreamCommands.OWN_COMMIT);
            }
        }

        @Override
        public void commit(Queued.Commit commit) {
            if (commit.reason() == CommitReason.CLIENT) {
                commit(commit.reason(), commit.eventId());
            } else if (turns.isCommittable()) {
                commit(commit.reason(), UpstreamCommands.OWN_COMMIT);
            }
        }

        private void commit(CommitReason reason, @Nullable String eventId) {
            to.send(UpstreamCommands.commit(eventId));
            tools.metrics().committed(reason);
            turns.commitSent(tools.timers().nanos());
        }

        @Override
        public void clear(Queued.Clear clear) {
            to.send(UpstreamCommands.clear(clear.eventId()));
            turns.cleared();
        }
    }
}

package dev.parley.transcription.session;

import dev.parley.transcription.upstream.Upstream;
import dev.parley.transcription.upstream.UpstreamConnection;
import dev.parley.transcription.upstream.UpstreamEvents;
import dev.parley.transcription.upstream.UpstreamLoss;
import java.time.Instant;

/**
 * One upstream connection of a session, with the account of the turns that went to it. A session has one after the other, and two
 * for the moment of the change. Belongs to its session's event loop.
 *
 * <p>Who listens to it changes with its role; once it is closed or lost nobody hears of it again.
 */
final class Leg {

    private final UpstreamConnection connection;
    private final Turns turns;
    private UpstreamEvents listener;
    private Seam seam = Seam.none();
    private Instant end = Instant.MAX;
    private boolean over;

    /** Begins to connect. */
    Leg(Upstream upstream, Turns turns, UpstreamEvents listener) {
        this.turns = turns;
        this.listener = listener;
        this.connection = upstream.connect(new Forwarding());
    }

    /** From now on that one hears its events. */
    void listener(UpstreamEvents newListener) {
        listener = newListener;
    }

    Turns turns() {
        return turns;
    }

    /** How its items are joined to those of the connection before. */
    Seam seam() {
        return seam;
    }

    /** It comes after another. */
    void follows(Leg before) {
        seam = Seam.after(before.seam);
    }

    /** When the upstream will end it. */
    Instant end() {
        return end;
    }

    void endsAt(Instant newEnd) {
        end = newEnd;
    }

    void send(String json) {
        connection.send(json);
    }

    boolean isWritable() {
        return !over && connection.isWritable();
    }

    /** Reads what the upstream says, or leaves it unread for the time being: then it comes later, and nothing is lost. */
    void read(boolean reading) {
        if (reading) {
            connection.resume();
        } else {
            connection.pause();
        }
    }

    void close() {
        over = true;
        connection.close();
    }

    /** Passes each event to the listener of the moment. */
    private final class Forwarding implements UpstreamEvents {
        @Override
        public void opened() {
            if (!over) {
                listener.opened();
            }
        }

        @Override
        public void received(String json) {
            if (!over) {
                listener.received(json);
            }
        }

        @Override
        public void writable() {
            if (!over) {
                listener.writable();
            }
        }

        @Override
        public void closed(UpstreamLoss loss) {
            if (!over) {
                over = true;
                listener.closed(loss);
            }
        }
    }
}

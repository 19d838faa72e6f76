package dev.parley.signaling.session;

import dev.parley.signaling.protocol.Frame;
import dev.parley.signaling.telemetry.DoorMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Sends one frame to many sockets. The outboxes are grouped by the thread that writes them: a frame costs one task for
 * each such thread, and the frames of one turn of that thread go to each outbox together.
 *
 * <p>Frames reach each outbox in the order of the calls of {@link #send}. What waits here waits for one turn only; the
 * bound is each receiver's outbox. Thread-safe.
 */
public final class Fanout {

    private final Map<Executor, Shard> shards = new ConcurrentHashMap<>();
    private final DoorMetrics metrics;

    /** A fan-out that nobody listens to yet. */
    public Fanout(DoorMetrics metrics) {
        this.metrics = metrics;
    }

    /** Lets an outbox have every frame from now on, perhaps also some that were sent just before. Only on its loop. */
    public void add(Outbox outbox) {
        shards.computeIfAbsent(outbox.loop(), Shard::new).add(outbox);
    }

    /** Ends what {@link #add} began. Only on the outbox's loop. */
    public void remove(Outbox outbox) {
        Shard shard = shards.get(outbox.loop());
        if (shard != null) {
            shard.remove(outbox);
        }
    }

    /** Sends a frame to all. */
    public void send(Frame frame) {
        shards.values().forEach(shard -> shard.offer(frame));
    }

    /** The outboxes of one thread. */
    private final class Shard {
        private final Executor loop;
        /** Confined to the loop; replaced, never changed, since a failed write may remove its outbox while all are written. */
        private List<Outbox> members = List.of();

        /** Guarded by this. */
        private List<Frame> pending = new ArrayList<>();

        Shard(Executor loop) {
            this.loop = loop;
        }

        void add(Outbox outbox) {
            List<Outbox> more = new ArrayList<>(members);
            more.add(outbox);
            members = more;
        }

        void remove(Outbox outbox) {
            List<Outbox> fewer = new ArrayList<>(members);
            fewer.remove(outbox);
            members = fewer;
        }

        void offer(Frame frame) {
            boolean first;
            synchronized (this) {
                first = pending.isEmpty();
                pending.add(frame);
            }
            if (first) {
                loop.execute(this::drain);
            }
        }

        private void drain() {
            List<Frame> batch;
            synchronized (this) {
                batch = pending;
                pending = new ArrayList<>();
            }
            metrics.fanoutBatch(batch.size());
            for (Outbox member : members) {
                member.offer(batch);
            }
        }
    }
}

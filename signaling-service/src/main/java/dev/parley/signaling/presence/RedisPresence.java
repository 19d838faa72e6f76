package dev.parley.signaling.presence;

import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.redis.Feed;
import dev.parley.signaling.redis.Heartbeat;
import dev.parley.signaling.redis.Redis;
import dev.parley.signaling.redis.Reply;
import dev.parley.signaling.redis.Scripts;
import dev.parley.signaling.redis.StreamRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The presence of several nodes, in Redis. Each node has a copy of who is in, which the feed keeps up to date; what a
 * caller learns is that copy, once its own change has come back.
 *
 * <p>When Redis has lost its data, each node brings back those whose occupants it has. Those of a node that is gone leave
 * when another one notices.
 */
public final class RedisPresence implements Presence, Feed.Subscriber, Heartbeat.Listener {

    /** What this kind of change is called in the feed. */
    public static final String KIND = "presence";

    private record Present(Peer peer, long generation) {}

    private record Local(Peer peer, long generation, Occupant occupant) {}

    private final Redis redis;
    private final Feed feed;
    private final String node;

    /** Whether a call failed, so that Redis may have what this node doesn't know. */
    private final AtomicBoolean doubtful = new AtomicBoolean();

    // Guarded by this.
    private final Map<PeerId, Present> present = new LinkedHashMap<>();
    private final Map<PeerId, Local> locals = new HashMap<>();
    private final Map<PeerId, Long> unfinished = new HashMap<>();
    private final Map<PeerId, Integer> entering = new HashMap<>();
    private @Nullable Listener listener;

    /**
     * The presence of one node; the feed must not have been started.
     *
     * @param node names this node and this start of it
     */
    public RedisPresence(Redis redis, Feed feed, String node) {
        this.redis = redis;
        this.feed = feed;
        this.node = node;
        feed.subscribe(KIND, this);
    }

    @Override
    public synchronized void listen(Listener newListener) {
        listener = newListener;
    }

    @Override
    public CompletionStage<Entered> enter(Peer peer, Occupant occupant) {
        synchronized (this) {
            entering.merge(peer.id(), 1, Integer::sum);
        }
        return enter(peer, "")
                .whenComplete((reply, failure) -> {
                    if (failure == null) {
                        occupy(new Local(peer, reply.number(0), occupant));
                    }
                    hasEntered(peer.id());
                })
                .thenCompose(
                        reply -> feed.reached(reply.number(1)).thenApply(reached -> entered(peer, reply.number(0))));
    }

    @Override
    public CompletionStage<Void> leave(PeerId peer, long generation) {
        synchronized (this) {
            locals.computeIfPresent(peer, (id, local) -> local.generation() == generation ? null : local);
        }
        return end(peer, generation);
    }

    @Override
    public void changed(StreamRecord record, long number) {
        PeerId id = new PeerId(record.get("id"));
        int count = (int) record.number("count");
        if (record.get("what").equals("in")) {
            long generation = record.number("generation");
            comes(new Peer(id, record.get("name")), generation, count);
            if (record.get("node").equals(node) && isNobodys(id, generation)) {
                end(id, generation);
            }
        } else {
            goes(id, count);
        }
    }

    @Override
    public CompletionStage<?> lost() {
        return redis.run(Scripts.PRESENCE_READ, feed.base(), List.of(node, feed.seed()))
                .whenComplete(this::doubt)
                .thenCompose(this::read);
    }

    @Override
    public void isolated() {
        lost();
    }

    @Override
    public void answered() {
        if (doubtful.getAndSet(false)) {
            lost();
        }
    }

    @Override
    public CompletionStage<?> gone(String otherNode) {
        return redis.run(Scripts.PRESENCE_BURY, feed.base(), List.of(otherNode, feed.seed()));
    }

    private CompletionStage<Reply> enter(Peer peer, String generation) {
        return redis.run(
                        Scripts.PRESENCE_ENTER,
                        feed.base(),
                        List.of(peer.id().value(), peer.name(), node, feed.seed(), generation))
                .whenComplete(this::doubt);
    }

    private void doubt(Object reply, @Nullable Throwable failure) {
        if (failure != null) {
            doubtful.set(true);
        }
    }

    /** A leave that fails is tried again when Redis is read anew: otherwise it would leave a ghost. */
    private CompletionStage<Void> end(PeerId peer, long generation) {
        synchronized (this) {
            unfinished.put(peer, generation);
        }
        return redis.run(
                        Scripts.PRESENCE_LEAVE,
                        feed.base(),
                        List.of(peer.value(), Long.toString(generation), feed.seed()))
                .whenComplete(this::doubt)
                .thenAccept(reply -> {
                    synchronized (this) {
                        unfinished.remove(peer, generation);
                    }
                });
    }

    private synchronized void hasEntered(PeerId id) {
        entering.computeIfPresent(id, (same, times) -> times == 1 ? null : times - 1);
    }

    /** Whether an entry is of a call that failed, and was done nevertheless when Redis went on. */
    private synchronized boolean isNobodys(PeerId id, long generation) {
        Local local = locals.get(id);
        return !entering.containsKey(id) && (local == null || local.generation() != generation);
    }

    private synchronized Entered entered(Peer self, long generation) {
        List<Peer> participants = new ArrayList<>();
        participants.add(self);
        for (Present somebody : present.values()) {
            if (participants.size() == MAX_PARTICIPANTS) {
                break;
            }
            if (!somebody.peer().id().equals(self.id())) {
                participants.add(somebody.peer());
            }
        }
        return new Entered(generation, present.size(), participants);
    }

    private synchronized void occupy(Local local) {
        PeerId id = local.peer().id();
        Present now = present.get(id);
        if (now != null && now.generation() > local.generation()) {
            local.occupant().takenOver();
            return;
        }
        Local before = locals.put(id, local);
        if (before != null) {
            before.occupant().takenOver();
        }
    }

    private synchronized void comes(Peer peer, long generation, int count) {
        Present before = present.put(peer.id(), new Present(peer, generation));
        supersede(peer.id(), generation);
        if (listener != null && (before == null || !before.peer().equals(peer))) {
            listener.entered(peer, count);
        }
    }

    private synchronized void goes(PeerId id, int count) {
        if (present.remove(id) != null && listener != null) {
            listener.left(id, count);
        }
    }

    private void supersede(PeerId id, long generation) {
        Local local = locals.get(id);
        if (local != null && local.generation() < generation) {
            locals.remove(id);
            local.occupant().takenOver();
        }
    }

    /** Makes this node's copy what Redis has, and Redis what this node knows better: who is at its own sockets. */
    private CompletionStage<?> read(Reply reply) {
        List<CompletionStage<?>> repairs = new ArrayList<>();
        synchronized (this) {
            Map<PeerId, Present> read = new LinkedHashMap<>();
            for (Reply somebody : reply.items().subList(1, reply.items().size())) {
                Peer peer = new Peer(new PeerId(somebody.text(0)), somebody.text(3));
                read.put(peer.id(), new Present(peer, somebody.number(1)));
                if (somebody.text(2).equals(node) && !locals.containsKey(peer.id())) {
                    unfinished.putIfAbsent(peer.id(), somebody.number(1));
                }
            }
            List.copyOf(present.keySet()).stream()
                    .filter(id -> !read.containsKey(id) && !locals.containsKey(id))
                    .forEach(id -> goes(id, read.size()));
            read.values().forEach(one -> comes(one.peer(), one.generation(), read.size()));
            for (Local local : locals.values()) {
                Present known = read.get(local.peer().id());
                if (known == null || known.generation() < local.generation()) {
                    repairs.add(enter(local.peer(), Long.toString(local.generation())));
                }
            }
            Map.copyOf(unfinished).forEach((id, generation) -> repairs.add(end(id, generation)));
        }
        return CompletableFuture.allOf(
                repairs.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new));
    }
}

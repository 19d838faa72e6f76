package dev.parley.signaling.log;

import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.redis.Reply;
import dev.parley.signaling.redis.StreamRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One channel as this node has read it: a ring of what is kept, filled once and then by the feed. Followers are called under
 * its lock, which is what keeps them in order.
 */
final class RedisChannel {

    private record Numbered(long number, String epoch, long atMillis, long position, Draft draft) {}

    private final Channel channel;
    private final InstantSource clock;
    private final List<ChatLog.Follower> followers = new CopyOnWriteArrayList<>();

    // Guarded by this.
    private final Ring ring;
    private final List<StreamRecord> whileLoading = new ArrayList<>();
    private String epoch = "";
    private long readUpTo;
    private long lastUsedMillis;
    private boolean everLoaded;
    private boolean loaded;
    private @Nullable CompletableFuture<Void> loading;

    RedisChannel(Channel channel, InstantSource clock) {
        this.channel = channel;
        this.ring = new Ring(channel.retention(), clock);
        this.clock = clock;
        this.lastUsedMillis = clock.millis();
    }

    Channel channel() {
        return channel;
    }

    synchronized String epoch() {
        return epoch;
    }

    synchronized long lastNumber() {
        return ring.lastNumber();
    }

    synchronized int size() {
        return ring.size();
    }

    ChatLog.Subscription follow(ChatLog.Follower follower) {
        // Each subscription is an object of its own, also when the same follower comes twice.
        ChatLog.Follower registered = new ChatLog.Follower() {
            @Override
            public void appended(Entry entry) {
                follower.appended(entry);
            }

            @Override
            public void gap() {
                follower.gap();
            }
        };
        followers.add(registered);
        return () -> followers.remove(registered);
    }

    /** Whether nobody needs what this node has read. */
    synchronized boolean isIdle(long sinceMillis) {
        return followers.isEmpty() && loading == null && lastUsedMillis < sinceMillis;
    }

    /** What {@code log-read} asks about this node's newest entry: epoch, number and id. */
    synchronized List<String> newest() {
        String id = ring.lastId();
        return List.of(epoch, Long.toString(ring.lastNumber()), id == null ? "" : id);
    }

    /** Reads the log, unless that is done or under way. */
    CompletionStage<Void> load(Supplier<CompletionStage<Reply>> read) {
        CompletableFuture<Void> result;
        synchronized (this) {
            lastUsedMillis = clock.millis();
            if (loading != null) {
                return loading;
            }
            if (loaded && !epoch.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            result = new CompletableFuture<>();
            loading = result;
        }
        read.get().whenComplete((reply, failure) -> {
            synchronized (this) {
                loading = null;
                if (failure == null) {
                    loaded(reply);
                } else {
                    whileLoading.clear();
                }
            }
            if (failure == null) {
                result.complete(null);
            } else {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    /** Forgets that the log was read: entries may be missing. Their place in the ring is not forgotten. */
    synchronized void invalidate() {
        loaded = false;
    }

    /** A record of the feed. */
    synchronized void changed(StreamRecord record, long feedNumber) {
        if (loading != null) {
            whileLoading.add(record);
        } else if (loaded && feedNumber > readUpTo) {
            apply(record, feedNumber);
        }
    }

    /** The end of the log as far as this node has read it; empty if the cursor may be one that it hasn't come to yet. */
    synchronized Optional<Replay> replay(@Nullable String after, int last) {
        if (after == null) {
            return Optional.of(ring.last(false, epoch, last));
        }
        return Cursor.parse(after)
                .filter(cursor -> cursor.epoch().equals(epoch) && cursor.number() >= 0)
                .filter(cursor -> cursor.number() <= ring.lastNumber())
                .map(cursor -> ring.after(epoch, cursor.number()));
    }

    /** The end of the log for somebody whose cursor is of another one. */
    synchronized Replay replayWithGap(int last) {
        return ring.last(true, epoch, last);
    }

    /** An entry that this node has read. */
    synchronized Optional<Entry> find(String id, PeerId author) {
        return Optional.ofNullable(ring.byId(id))
                .filter(entry -> entry.draft().author().equals(author));
    }

    private void loaded(Reply reply) {
        String itsEpoch = reply.text(0);
        long dropped = reply.number(2);
        readUpTo = reply.number(3);
        boolean isContinued = reply.text(4).equals("1") && dropped <= ring.lastNumber();
        List<Numbered> entries =
                reply.list(5).stream().map(RedisChannel::numbered).toList();
        boolean isOther = !epoch.isEmpty() && !isContinued;
        epoch = itsEpoch;
        if (isContinued) {
            entries.forEach(this::tell);
        } else {
            replace(entries, dropped, isOther);
        }
        loaded = true;
        everLoaded = true;
        ring.skipTo(reply.number(1));
        List<StreamRecord> later = List.copyOf(whileLoading);
        whileLoading.clear();
        later.stream().filter(record -> record.number() > readUpTo).forEach(record -> apply(record, record.number()));
    }

    /** The log isn't what this node has read: says so, and tells what is new in it. */
    private void replace(List<Numbered> entries, long dropped, boolean isOther) {
        Set<String> told = new HashSet<>();
        ring.last(false, epoch, Integer.MAX_VALUE)
                .entries()
                .forEach(entry -> told.add(entry.draft().id()));
        ring.restart(dropped);
        if (isOther) {
            followers.forEach(ChatLog.Follower::gap);
        }
        for (Numbered numbered : entries) {
            if (everLoaded && !told.contains(numbered.draft().id())) {
                tell(numbered);
            } else {
                add(numbered);
            }
        }
    }

    private void apply(StreamRecord record, long feedNumber) {
        if (!record.fields().containsKey("n")) {
            epoch = "";
            ring.restart(0);
            return;
        }
        Numbered numbered = new Numbered(
                record.number("n"),
                record.get("le"),
                record.number("at"),
                feedNumber,
                draft(record.get("id"), record.get("by"), record.get("to"), record.get("json")));
        if (numbered.number() <= ring.lastNumber()) {
            return;
        }
        if (epoch.isEmpty()) {
            epoch = numbered.epoch();
            ring.restart(numbered.number() - 1);
        } else if (!numbered.epoch().equals(epoch)) {
            // A fail-over lost entries, see log-append: what this node has read may not be there any more.
            epoch = numbered.epoch();
            followers.forEach(ChatLog.Follower::gap);
        }
        tell(numbered);
    }

    private void tell(Numbered numbered) {
        Entry entry = add(numbered);
        followers.forEach(follower -> follower.appended(entry));
    }

    private Entry add(Numbered numbered) {
        Cursor cursor = new Cursor(numbered.epoch(), numbered.number());
        return ring.add(cursor, numbered.draft(), numbered.atMillis(), numbered.position());
    }

    private static Numbered numbered(Reply entry) {
        return new Numbered(
                entry.number(0),
                entry.text(1),
                entry.number(5),
                entry.number(7),
                draft(entry.text(2), entry.text(3), entry.text(4), entry.text(6)));
    }

    private static Draft draft(String id, String author, String audience, String json) {
        return new Draft(id, new PeerId(author), Audience.valueOf(audience), json);
    }
}

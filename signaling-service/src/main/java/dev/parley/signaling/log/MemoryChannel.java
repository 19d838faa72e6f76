package dev.parley.signaling.log;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One channel in memory. Followers are called under its lock, which is what keeps them in order. */
final class MemoryChannel {

    private record Kept(Entry entry, long number, long atMillis) {}

    private final Retention retention;
    private final InstantSource clock;
    private final List<Consumer<Entry>> followers = new CopyOnWriteArrayList<>();
    private final Deque<Kept> kept = new ArrayDeque<>();
    private final Map<String, Entry> byId = new HashMap<>();
    private String epoch;
    private long lastNumber;
    private long lastPosition;
    private long bytes;

    MemoryChannel(Retention retention, String epoch, InstantSource clock) {
        this.retention = retention;
        this.epoch = epoch;
        this.clock = clock;
    }

    synchronized Appended append(Draft draft) {
        trim();
        Entry known = byId.get(draft.id());
        if (known != null) {
            return known.draft().author().equals(draft.author()) ? new Appended.Repeated(known) : new Appended.Taken();
        }
        lastNumber++;
        lastPosition++;
        Entry entry = Entry.of(new Cursor(epoch, lastNumber), lastPosition, draft);
        kept.add(new Kept(entry, lastNumber, clock.millis()));
        byId.put(draft.id(), entry);
        bytes += entry.frame().bytes();
        trim();
        followers.forEach(follower -> follower.accept(entry));
        return new Appended.New(entry);
    }

    synchronized Replay replay(@Nullable String after, int last) {
        trim();
        if (after == null) {
            return replayFrom(false, lastNumber - last);
        }
        Optional<Cursor> cursor =
                Cursor.parse(after).filter(c -> c.epoch().equals(epoch) && c.number() >= 0 && c.number() <= lastNumber);
        if (cursor.isEmpty()) {
            return replayFrom(true, lastNumber - last);
        }
        long number = cursor.get().number();
        return replayFrom(number < lastDropped(), number);
    }

    ChatLog.Subscription follow(Consumer<Entry> follower) {
        // Each subscription is an object of its own, also when the same follower comes twice.
        Consumer<Entry> registered = follower::accept;
        followers.add(registered);
        return () -> followers.remove(registered);
    }

    /** Drops all entries; true if nobody follows either, so that nothing remains. */
    synchronized boolean forget(String newEpoch) {
        kept.clear();
        byId.clear();
        bytes = 0;
        lastNumber = 0;
        epoch = newEpoch;
        return followers.isEmpty();
    }

    synchronized int size() {
        return kept.size();
    }

    private Replay replayFrom(boolean gap, long afterNumber) {
        long after = Math.max(afterNumber, lastDropped());
        List<Entry> entries = new ArrayList<>();
        for (Kept k : kept) {
            if (k.number() > after) {
                entries.add(k.entry());
            }
        }
        return new Replay(gap, new Cursor(epoch, after).toString(), entries, lastPosition);
    }

    private long lastDropped() {
        return lastNumber - kept.size();
    }

    private void trim() {
        long now = clock.millis();
        for (Kept oldest = kept.peek(); oldest != null && isToGo(oldest, now); oldest = kept.peek()) {
            kept.remove();
            byId.remove(oldest.entry().draft().id());
            bytes -= oldest.entry().frame().bytes();
        }
    }

    private boolean isToGo(Kept oldest, long now) {
        long age = now - oldest.atMillis();
        return age > retention.maxAge().toMillis()
                || bytes > retention.maxBytes()
                || (kept.size() > retention.maxEntries()
                        && age > retention.minAge().toMillis());
    }
}

package dev.parley.signaling.log;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** The entries of one channel that are kept in memory, in order, within its {@link Retention}. Confined to its owner's lock. */
final class Ring {

    private record Kept(Entry entry, long number, long atMillis) {}

    private final Retention retention;
    private final InstantSource clock;
    private final Deque<Kept> kept = new ArrayDeque<>();
    private final Map<String, Kept> byId = new HashMap<>();
    private long lastNumber;
    private long lastDropped;
    private long lastPosition;
    private long bytes;

    /** Nothing yet; the first entry has number 1. */
    Ring(Retention retention, InstantSource clock) {
        this.retention = retention;
        this.clock = clock;
    }

    /** Adds an entry behind all others. */
    Entry add(Cursor cursor, Draft draft, long atMillis) {
        return add(cursor, draft, atMillis, lastPosition + 1);
    }

    /** Adds an entry behind all others, at a position that is above theirs; if it isn't, at the next one. */
    Entry add(Cursor cursor, Draft draft, long atMillis, long position) {
        lastNumber = cursor.number();
        lastPosition = Math.max(lastPosition + 1, position);
        Entry entry = Entry.of(cursor, lastPosition, draft);
        Kept added = new Kept(entry, lastNumber, atMillis);
        kept.add(added);
        byId.put(draft.id(), added);
        bytes += entry.frame().bytes();
        trim();
        return entry;
    }

    /** Drops all entries. Positions go on ascending. */
    void restart(long number) {
        kept.clear();
        byId.clear();
        bytes = 0;
        lastNumber = number;
        lastDropped = number;
    }

    /** Says that numbers up to this one are used. */
    void skipTo(long number) {
        lastNumber = Math.max(lastNumber, number);
    }

    /** The entry with an id of its author, if it is kept. */
    @Nullable
    Entry byId(String id) {
        trim();
        Kept known = byId.get(id);
        return known == null ? null : known.entry();
    }

    /** The number of the newest entry, kept or not. */
    long lastNumber() {
        return lastNumber;
    }

    /** The id of the newest entry that is kept. */
    @Nullable
    String lastId() {
        Kept last = kept.peekLast();
        return last == null ? null : last.entry().draft().id();
    }

    /** How many are kept. */
    int size() {
        return kept.size();
    }

    /** The last so many entries. */
    Replay last(boolean gap, String epoch, int count) {
        trim();
        int skip = Math.max(0, kept.size() - count);
        long after = lastDropped;
        List<Entry> entries = new ArrayList<>();
        for (Kept k : kept) {
            if (skip > 0) {
                skip--;
                after = k.number();
            } else {
                entries.add(k.entry());
            }
        }
        long start = entries.isEmpty() ? lastNumber : after;
        return new Replay(gap, new Cursor(epoch, start).toString(), entries, lastPosition);
    }

    /** All entries after a number; a gap if some of them are not kept. */
    Replay after(String epoch, long number) {
        trim();
        long after = Math.max(number, lastDropped);
        return new Replay(
                number < lastDropped, new Cursor(epoch, after).toString(), entries(n -> n > after), lastPosition);
    }

    private List<Entry> entries(LongPredicate wanted) {
        return kept.stream()
                .filter(k -> wanted.test(k.number()))
                .map(Kept::entry)
                .toList();
    }

    private void trim() {
        long now = clock.millis();
        for (Kept oldest = kept.peek(); oldest != null && isToGo(oldest, now); oldest = kept.peek()) {
            kept.remove();
            byId.remove(oldest.entry().draft().id(), oldest);
            bytes -= oldest.entry().frame().bytes();
            lastDropped = Math.max(lastDropped, oldest.number());
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

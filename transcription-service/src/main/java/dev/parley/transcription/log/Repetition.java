package dev.parley.transcription.log;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Lets each kind of a line pass once a minute, and counts the others. Safe for any thread. */
@Singleton
public class Repetition {

    private static final long INTERVAL_MILLIS = Duration.ofMinutes(1).toMillis();

    /** Kinds are ours, and few; whatever happens, they do not fill the memory. */
    private static final int MAX_KINDS = 1000;

    private final InstantSource clock;
    private final Map<String, Entry> entries = new HashMap<>();

    /** With the time of day. */
    public Repetition() {
        this(InstantSource.system());
    }

    Repetition(InstantSource clock) {
        this.clock = clock;
    }

    private static final class Entry {
        private long lastMillis;
        private long leftOut;
    }

    /**
     * A line is to be written.
     *
     * @return how many of its kind were left out since the last one; empty when this one is to be left out too
     */
    public synchronized OptionalLong next(String kind) {
        long now = clock.millis();
        Entry entry = entries.get(kind);
        if (entry == null) {
            if (entries.size() == MAX_KINDS) {
                entries.clear();
            }
            entry = new Entry();
            entry.lastMillis = now;
            entries.put(kind, entry);
            return OptionalLong.of(0);
        }
        if (now - entry.lastMillis < INTERVAL_MILLIS) {
            entry.leftOut++;
            return OptionalLong.empty();
        }
        long leftOut = entry.leftOut;
        entry.lastMillis = now;
        entry.leftOut = 0;
        return OptionalLong.of(leftOut);
    }
}

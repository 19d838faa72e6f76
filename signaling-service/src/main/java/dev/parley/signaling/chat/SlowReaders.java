package dev.parley.signaling.chat;

import dev.parley.signaling.protocol.PeerId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who was closed on this node because they read too slowly, for a minute: long enough that the same backlog doesn't close
 * them again and again. Beyond {@value #MAX}, the oldest are forgotten. Thread-safe.
 */
final class SlowReaders {

    private static final Duration MEMORY = Duration.ofMinutes(1);
    private static final int MAX = 1000;

    private final InstantSource clock;

    /** When each was closed; guarded by this. */
    private final Map<PeerId, Long> closedMillis = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerId, Long> eldest) {
            return size() > MAX;
        }
    };

    SlowReaders(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void add(PeerId peer) {
        closedMillis.remove(peer);
        closedMillis.put(peer, clock.millis());
    }

    synchronized boolean contains(PeerId peer) {
        Long closed = closedMillis.get(peer);
        return closed != null && clock.millis() - closed < MEMORY.toMillis();
    }
}

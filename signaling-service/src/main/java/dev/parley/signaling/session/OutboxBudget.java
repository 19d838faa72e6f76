package dev.parley.signaling.session;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What all outboxes of this node may hold together, counted as if each had a copy of its own of what it holds. When it is
 * used up, nobody new is let in, and those with more than {@link #SHARE_BYTES} waiting are closed as slow receivers: the
 * others go on. Thread-safe.
 */
public final class OutboxBudget {

    /** What a receiver may have waiting even then. */
    static final long SHARE_BYTES = 64 * 1024;

    private final long maxBytes;
    private final AtomicLong used = new AtomicLong();

    /** Nothing is used yet. */
    public OutboxBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** An outbox holds so many bytes more, or less. */
    void add(long bytes) {
        used.addAndGet(bytes);
    }

    /** Bytes that wait on this node. */
    long used() {
        return used.get();
    }

    /** Whether it is used up. */
    boolean isUsedUp() {
        return used.get() >= maxBytes;
    }
}

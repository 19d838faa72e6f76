package dev.parley.transcription.session;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The account of a session's turns: how much audio went upstream that no commit covers, and which committed turns have no result
 * yet. Not thread-safe: it belongs to its session's event loop.
 */
final class Turns {

    /** The upstream refuses to commit less. */
    static final int MIN_COMMIT_BYTES = 100 * Pcm16.BYTES_PER_MILLI;

    /** Results that are waited for at a time; an upstream that never gives any can't fill the memory. */
    private static final int MAX_PENDING = 256;

    private final long commitAfterBytes;
    private final ArrayDeque<Long> unanswered = new ArrayDeque<>();
    private final LinkedHashMap<String, Long> pending = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_PENDING;
        }
    };
    private long uncommittedBytes;

    /** @param commitAfterBytes audio after which a turn is too long; {@link Long#MAX_VALUE} for never */
    Turns(long commitAfterBytes) {
        this.commitAfterBytes = commitAfterBytes;
    }

    /** So much audio went upstream. */
    void audioSent(int bytes) {
        uncommittedBytes += bytes;
    }

    /** Whether the open turn is so long that it has to be committed. */
    boolean isTooLong() {
        return uncommittedBytes >= commitAfterBytes;
    }

    /** Whether the open turn is long enough for a commit. */
    boolean isCommittable() {
        return uncommittedBytes >= MIN_COMMIT_BYTES;
    }

    /** A commit went upstream. */
    void commitSent(long nanos) {
        uncommittedBytes = 0;
        if (unanswered.size() == MAX_PENDING) {
            unanswered.removeFirst();
        }
        unanswered.addLast(nanos);
    }

    /** The uncommitted audio was cleared. */
    void cleared() {
        uncommittedBytes = 0;
    }

    /** The upstream made an item of the turn, after a commit or because its detector heard the end. */
    void committed(String itemId, long nanos) {
        Long sent = unanswered.pollFirst();
        pending.put(itemId, sent == null ? nanos : sent);
    }

    /** The upstream refused the oldest commit that it had not answered. */
    void commitRefused() {
        unanswered.pollFirst();
    }

    /**
     * The upstream gave the result of a turn, or said that there is none.
     *
     * @return the nanoseconds since its commit; empty for a turn that is not waited for
     */
    OptionalLong settled(String itemId, long nanos) {
        Long committed = pending.remove(itemId);
        return committed == null ? OptionalLong.empty() : OptionalLong.of(nanos - committed);
    }

    /** Whether every commit was answered and every committed turn has its result. */
    boolean isSettled() {
        return unanswered.isEmpty() && pending.isEmpty();
    }
}

package dev.parley.transcription.session;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

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
    private final boolean detecting;
    private final Set<String> detected = new HashSet<>();
    private long uncommittedBytes;
    private long surelyUncommittedBytes;

    /**
     * An account without an entry.
     *
     * @param commitAfterBytes audio after which a turn is too long, for a model that does not detect turns itself
     * @param detecting whether the upstream ends turns by itself, so that nobody here knows how much of the audio they cover
     */
    Turns(long commitAfterBytes, boolean detecting) {
        this.commitAfterBytes = detecting ? Long.MAX_VALUE : commitAfterBytes;
        this.detecting = detecting;
    }

    /** So much audio went upstream. */
    void audioSent(int bytes) {
        uncommittedBytes += bytes;
        surelyUncommittedBytes += bytes;
    }

    /** Whether the open turn is so long that it has to be committed. */
    boolean isTooLong() {
        return uncommittedBytes >= commitAfterBytes;
    }

    /** Whether the open turn may be long enough for a commit; where the upstream detects turns it may be shorter than that. */
    boolean isCommittable() {
        return uncommittedBytes >= MIN_COMMIT_BYTES;
    }

    /** Whether the open turn is long enough for a commit, whatever the upstream has detected. */
    boolean isSurelyCommittable() {
        return surelyUncommittedBytes >= MIN_COMMIT_BYTES;
    }

    /** Whether a commit covers all audio that went upstream. */
    boolean isCovered() {
        return uncommittedBytes == 0;
    }

    /** Whether the upstream ends turns by itself. */
    boolean isDetecting() {
        return detecting;
    }

    /** A commit went upstream, which it will refuse if it covers too little: then the turn goes on. */
    void commitSent(long nanos) {
        if (isCommittable()) {
            cleared();
        }
        if (unanswered.size() == MAX_PENDING) {
            unanswered.removeFirst();
        }
        unanswered.addLast(nanos);
    }

    /** The uncommitted audio was cleared. */
    void cleared() {
        uncommittedBytes = 0;
        surelyUncommittedBytes = 0;
    }

    /** The upstream's detector heard the end of a turn, which it will commit by itself. */
    void detected(String itemId) {
        if (detected.size() < MAX_PENDING) {
            detected.add(itemId);
        }
    }

    /**
     * The upstream made an item of the turn, after a commit or because its detector heard the end.
     *
     * @return whether it was the detector
     */
    boolean committed(String itemId, long nanos) {
        Long sent = null;
        boolean byDetector = detected.remove(itemId);
        if (byDetector) {
            // It does not answer a commit of ours that may be under way, and some audio may have followed what it
            // covers.
            surelyUncommittedBytes = 0;
        } else {
            sent = unanswered.pollFirst();
        }
        pending.put(itemId, sent == null ? nanos : sent);
        return byDetector;
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

    /** When the oldest turn began to wait for its result; empty when none waits. */
    OptionalLong waitingSince() {
        long oldest = Long.MAX_VALUE;
        for (long sent : unanswered) {
            oldest = Math.min(oldest, sent);
        }
        for (long committed : pending.values()) {
            oldest = Math.min(oldest, committed);
        }
        return isSettled() ? OptionalLong.empty() : OptionalLong.of(oldest);
    }

    /** Whether every commit was answered and every committed turn has its result. */
    boolean isSettled() {
        return unanswered.isEmpty() && pending.isEmpty();
    }
}

package dev.parley.transcription.session;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * The bounded queue between a browser and the upstream: audio, and between it the ends of turns, in the order in which they came.
 *
 * <p>Overflow: when it holds as much audio as it may, or all buffers of the node together do, the oldest audio is dropped and the
 * caller told how much. Ends of turns are never dropped, but no more than {@link #MAX_MARKS} are taken. Not thread-safe: it belongs to its session's event loop.
 */
final class AudioBuffer {

    /** 100 ms: what one event carries upstream at most, and the grain in which audio is dropped. */
    static final int CHUNK_BYTES = 100 * Pcm16.BYTES_PER_MILLI;

    /** Ends of turns that may wait at a time. */
    static final int MAX_MARKS = 64;

    private final KeptAudio kept;
    private final ArrayDeque<Queued> queue = new ArrayDeque<>();
    private final int capacityBytes;
    private final int highMark;
    private final int lowMark;
    private int audioBytes;
    private int marks;
    private boolean crowded;

    /**
     * An empty one.
     *
     * @param capacityBytes the most audio to hold
     * @param kept what all buffers of the node hold
     */
    AudioBuffer(int capacityBytes, KeptAudio kept) {
        this.kept = kept;
        this.capacityBytes = capacityBytes;
        this.highMark = capacityBytes * 3 / 5;
        this.lowMark = capacityBytes / 5;
    }

    /** Takes audio in; {@link #trim} has to follow, after the moment in which some of it may go on. */
    void add(Buffer pcm) {
        for (int start = 0; start < pcm.length(); start += CHUNK_BYTES) {
            append(pcm.slice(start, Math.min(pcm.length(), start + CHUNK_BYTES)));
        }
    }

    /** Small frames that have to wait anyway are put together, which bounds their number. */
    private void append(Buffer chunk) {
        holds(chunk.length());
        Queued last = queue.peekLast();
        if (last instanceof Queued.Audio && ((Queued.Audio) last).pcm().length() + chunk.length() <= CHUNK_BYTES) {
            Buffer joined = Buffer.buffer(CHUNK_BYTES).appendBuffer(((Queued.Audio) last).pcm());
            queue.removeLast();
            queue.addLast(new Queued.Audio(joined.appendBuffer(chunk)));
        } else {
            queue.addLast(new Queued.Audio(chunk));
        }
    }

    private void holds(int moreBytes) {
        audioBytes += moreBytes;
        kept.add(moreBytes);
    }

    /**
     * Drops what is too much.
     *
     * @return how many bytes of the oldest audio were dropped
     */
    int trim() {
        int dropped = 0;
        for (Iterator<Queued> oldest = queue.iterator(); isTooMuch() && oldest.hasNext(); ) {
            Queued queued = oldest.next();
            if (queued instanceof Queued.Audio) {
                int bytes = ((Queued.Audio) queued).pcm().length();
                oldest.remove();
                holds(-bytes);
                dropped += bytes;
            }
        }
        return dropped;
    }

    private boolean isTooMuch() {
        return audioBytes > capacityBytes || kept.isExceeded();
    }

    /** Forgets everything. */
    void clear() {
        queue.clear();
        marks = 0;
        holds(-audioBytes);
    }

    /**
     * Takes the end of a turn, or a clear, in behind the audio that it concerns.
     *
     * @return false when too many wait already
     */
    boolean add(Queued mark) {
        if (marks == MAX_MARKS) {
            return false;
        }
        addLast(mark);
        return true;
    }

    /** Takes the end of the last turn in, however many wait. */
    void addLast(Queued mark) {
        marks++;
        queue.addLast(mark);
    }

    /** Takes the oldest out of a buffer that is not empty. */
    Queued take() {
        Queued next = queue.removeFirst();
        if (next instanceof Queued.Audio) {
            holds(-((Queued.Audio) next).pcm().length());
        } else {
            marks--;
        }
        return next;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** How much audio waits. */
    int audioBytes() {
        return audioBytes;
    }

    /**
     * Whether the sender should pause: true from the high mark (three fifths) on until the buffer has fallen to the low one (a
     * fifth).
     */
    boolean isCrowded() {
        crowded = audioBytes >= (crowded ? lowMark + 1 : highMark);
        return crowded;
    }
}

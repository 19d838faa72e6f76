package dev.parley.offline.speech;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One stream of audio that is being transcribed, as turns.
 *
 * <p>Thread-safe, and no call waits: what it asks for is done behind what was asked for before, on threads of the engine, and told to the
 * {@link SpeechListener}.
 */
public final class SpeechStream implements AutoCloseable {

    /** How much audio may wait, in milliseconds: a little more than the largest single append of the protocol holds. */
    public static final long MOST_WAITING_MILLIS = 360_000;

    /** Above this the stream catches up before it guesses at anything. */
    private static final long BEHIND_MILLIS = 600;

    private static final long SLICE_MILLIS = 1_000;

    private final SerialLane lane;
    private final Listening listening;
    private final DecodeQueue queue;
    private final SpeechListener listener;

    private final AtomicLong unheardMillis = new AtomicLong();
    private final AtomicLong undecodedSamples = new AtomicLong();
    private volatile AudioFormat format;
    private volatile boolean closed;

    SpeechStream(
            SileroVad.Stream voice,
            DecodeQueue queue,
            Executor executor,
            EngineObserver observer,
            StreamSettings settings,
            SpeechListener listener) {
        this.queue = queue;
        this.listener = listener;
        this.format = settings.format();
        this.lane = new SerialLane(executor, this::fail);
        this.listening = new Listening(
                this::enqueue, queue, this, voice, settings, listener, observer, undecodedSamples::addAndGet);
    }

    /** Changes what is wanted, from the next audio on. */
    public void configure(StreamSettings settings) {
        format = settings.format();
        enqueue(() -> listening.configure(settings));
    }

    /**
     * Adds audio: whole samples in the stream's format. The array belongs to the stream from now on.
     *
     * @return false if too much audio waits already: then nothing of it was taken
     */
    public boolean append(byte[] audio) {
        AudioFormat current = format;
        if (waitingMillis() + current.millis(audio.length) > MOST_WAITING_MILLIS) {
            return false;
        }
        int slice = (int) (current.samplesPerSecond() * SLICE_MILLIS / 1_000) * current.bytesPerSample();
        for (int offset = 0; offset < audio.length; offset += slice) {
            int from = offset;
            int length = Math.min(slice, audio.length - offset);
            long millis = Math.round(current.millis(length));
            unheardMillis.addAndGet(millis);
            enqueue(() -> {
                long waiting = unheardMillis.addAndGet(-millis);
                listening.hear(audio, from, length, waiting > BEHIND_MILLIS);
            });
        }
        return true;
    }

    /**
     * Ends the turn: answered by {@link SpeechListener#committed} or {@link SpeechListener#commitRefused}.
     *
     * @param tag comes back with a refusal
     */
    public void commit(@Nullable String tag) {
        enqueue(() -> listening.commit(tag));
    }

    /** Forgets the turn that goes on: answered by {@link SpeechListener#cleared}. */
    public void clear() {
        enqueue(listening::clear);
    }

    /** Ends the stream and all work for it. */
    @Override
    public void close() {
        closed = true;
        queue.forget(this);
    }

    /** How much audio waits to be heard or to become final text. */
    long waitingMillis() {
        return unheardMillis.get() + undecodedSamples.get() * 1_000 / SileroVad.SAMPLE_RATE;
    }

    private void enqueue(Runnable task) {
        lane.execute(() -> {
            if (!closed) {
                task.run();
            }
        });
    }

    private void fail(RuntimeException cause) {
        if (!closed) {
            close();
            listener.broken(cause);
        }
    }
}

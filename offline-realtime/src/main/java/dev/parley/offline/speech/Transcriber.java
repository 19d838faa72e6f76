package dev.parley.offline.speech;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The speech engine: its models in memory, the threads that listen and those that decode.
 *
 * <p>Thread-safe. Streams share its threads; how many may be open at once is for the caller to bound.
 */
public final class Transcriber implements AutoCloseable {

    private final SpeechModels models;
    private final Decoders decoders;
    private final ExecutorService listeners;
    private final EngineObserver observer;

    private Transcriber(SpeechModels models, int decodesAtOnce, EngineObserver observer) {
        this.models = models;
        this.observer = observer;
        this.decoders = new Decoders(models, decodesAtOnce, observer);
        this.listeners = Executors.newFixedThreadPool(decodesAtOnce, daemons("speech-listener-"));
    }

    /**
     * Loads the models; takes some seconds.
     *
     * @param models folder with the weights
     * @param decodesAtOnce how many segments are decoded at the same time, each on a thread of its own and with up to 150 MB
     * @param progress told what is loaded next
     */
    public static Transcriber load(Path models, int decodesAtOnce, EngineObserver observer, Consumer<String> progress)
            throws ModelsUnavailableException {
        return new Transcriber(SpeechModels.load(models, progress), decodesAtOnce, observer);
    }

    /** Opens a stream; its results come to the listener. */
    public SpeechStream open(StreamSettings settings, SpeechListener listener) {
        return new SpeechStream(
                models.voiceDetector().listen(), decoders.queue(), listeners, observer, settings, listener);
    }

    /** How many segments wait for a decoder. */
    public int waitingDecodes() {
        return decoders.queue().waiting();
    }

    /** Whether nothing is being decoded nor waits to be. */
    boolean isIdle() {
        return decoders.queue().isIdle();
    }

    /** Ends all threads and frees the models. Streams that are still open fall silent. */
    @Override
    public void close() {
        listeners.shutdownNow();
        decoders.close();
        try {
            models.close();
        } catch (OrtException failure) {
            throw new IllegalStateException("the speech models could not be freed", failure);
        }
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}

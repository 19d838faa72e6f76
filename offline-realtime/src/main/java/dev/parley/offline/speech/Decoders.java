package dev.parley.offline.speech;

import ai.onnxruntime.OrtException;
import dev.parley.offline.speech.DecodeJob.Kind;
import dev.parley.offline.speech.Moonshine.Hypothesis;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The threads that decode, and how many at once: the small model for speech that goes on, the large one for its beginning and
 * for what is final. Thread-safe. */
final class Decoders implements AutoCloseable {

    private static final int SHORT_GUESS_SAMPLES = Moonshine.SAMPLE_RATE * 3 / 2;

    private final SpeechModels models;
    private final EngineObserver observer;
    private final DecodeQueue queue;
    private final List<Thread> threads = new ArrayList<>();

    Decoders(SpeechModels models, int atOnce, EngineObserver observer) {
        this.models = models;
        this.observer = observer;
        this.queue = new DecodeQueue(atOnce);
        for (int i = 1; i <= atOnce; i++) {
            Thread thread = new Thread(this::work, "speech-decoder-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    DecodeQueue queue() {
        return queue;
    }

    private void work() {
        try {
            for (DecodeJob job = queue.take(); job != null; job = queue.take()) {
                decode(job);
                queue.finished();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void decode(DecodeJob job) {
        Segment segment = job.segment();
        Moonshine model = modelFor(job);
        long begin = System.nanoTime();
        try {
            Optional<Hypothesis> hypothesis = model.transcribe(
                    segment.samples(), segment.isCertainlySpeech(), () -> job.isCancelled() || queue.mustYield(job));
            if (hypothesis.isPresent()) {
                double seconds = (System.nanoTime() - begin) / 1e9;
                double audioSeconds = segment.samples().length / (double) Moonshine.SAMPLE_RATE;
                observer.decoded(job.kind().name().toLowerCase(Locale.ROOT), audioSeconds, seconds);
                job.receiver().done(hypothesis.get());
            } else {
                job.receiver().skipped();
            }
        } catch (OrtException | RuntimeException failure) {
            job.receiver().failed(failure);
        }
    }

    /** The large model is as good as free while there is little to hear, and just then the small one is wrong most often. */
    private Moonshine modelFor(DecodeJob job) {
        boolean isLongGuess = job.kind() == Kind.PARTIAL && job.segment().samples().length > SHORT_GUESS_SAMPLES;
        return isLongGuess ? models.quick() : models.exact();
    }

    @Override
    public void close() {
        queue.close();
        threads.forEach(Decoders::await);
    }

    private static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

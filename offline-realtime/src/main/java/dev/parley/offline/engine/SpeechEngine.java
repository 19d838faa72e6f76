package dev.parley.offline.engine;

import dev.parley.offline.speech.ModelsUnavailableException;
import dev.parley.offline.speech.Transcriber;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The service's one speech engine. It is loaded in the background from the start on, so that the service answers meanwhile and can say how far it
 * is. Thread-safe.
 */
@ApplicationScoped
public class SpeechEngine {

    private static final int MOST_DECODERS = 4;

    private final EngineConfig config;
    private final EngineMetrics metrics;
    private volatile EngineState state = new EngineState.Loading("nothing yet");
    private volatile boolean stopping;

    SpeechEngine(EngineConfig config, EngineMetrics metrics) {
        this.config = config;
        this.metrics = metrics;
    }

    /** How it is at this moment. */
    public EngineState state() {
        return state;
    }

    /** The engine, if it can be used. */
    public Optional<Transcriber> transcriber() {
        return state.match(step -> Optional.empty(), Optional::of, reason -> Optional.empty());
    }

    void start(@Observes StartupEvent event) {
        Thread loader = new Thread(this::load, "speech-model-loader");
        loader.setDaemon(true);
        loader.start();
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        transcriber().ifPresent(Transcriber::close);
    }

    private void load() {
        Path models = config.models().orElseGet(ModelsFolder::nearest);
        int decoders = config.decoders()
                .orElse(Math.min(MOST_DECODERS, Runtime.getRuntime().availableProcessors()));
        long begin = System.nanoTime();
        try {
            Transcriber transcriber = Transcriber.load(models, Math.max(1, decoders), metrics, this::progress);
            metrics.watch(transcriber::waitingDecodes);
            state = new EngineState.Ready(transcriber);
            Log.infof(
                    "Speech engine ready after %d ms, %d decoders", (System.nanoTime() - begin) / 1_000_000, decoders);
            if (stopping) {
                transcriber.close();
            }
        } catch (ModelsUnavailableException unavailable) {
            state = new EngineState.Failed(unavailable.reason());
            Log.errorf(unavailable.getCause(), "The speech engine can't be used: %s", unavailable.reason());
        }
    }

    private void progress(String step) {
        state = new EngineState.Loading(step);
        Log.infof("Loading %s", step);
    }
}

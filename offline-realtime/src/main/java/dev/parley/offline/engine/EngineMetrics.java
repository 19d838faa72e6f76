package dev.parley.offline.engine;

import dev.parley.offline.speech.EngineObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.IntSupplier;

/** What the engine does, in figures. Thread-safe. */
@ApplicationScoped
class EngineMetrics implements EngineObserver {

    private static final String KIND = "kind";

    private final MeterRegistry registry;
    private final Counter skipped;
    private final Timer firstText;

    EngineMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.skipped = Counter.builder("parley.offline.partials.skipped")
                .description("Guesses at speech that goes on, left out because the decoders were busy")
                .register(registry);
        this.firstText = Timer.builder("parley.offline.first.delta")
                .description("From the moment a speaker is heard to the first text of the turn")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(100))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(registry);
    }

    /** Shows how many pieces of speech wait for a decoder. */
    void watch(IntSupplier waitingDecodes) {
        Gauge.builder("parley.offline.decode.queue", waitingDecodes::getAsInt)
                .description("Pieces of speech that wait for a decoder")
                .register(registry);
    }

    @Override
    public void decoded(String kind, double audioSeconds, double seconds) {
        Timer.builder("parley.offline.decode")
                .description("Time that decoding a piece of speech took")
                .tag(KIND, kind)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(10))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry)
                .record(Duration.ofNanos((long) (seconds * 1e9)));
        DistributionSummary.builder("parley.offline.real.time.factor")
                .description("Seconds of decoding for a second of speech")
                .tag(KIND, kind)
                .register(registry)
                .record(seconds / audioSeconds);
    }

    @Override
    public void partialSkipped() {
        skipped.increment();
    }

    @Override
    public void firstText(double seconds) {
        firstText.record(Duration.ofNanos((long) (seconds * 1e9)));
    }
}

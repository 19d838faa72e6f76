package dev.parley.transcription.session;

import dev.parley.transcription.upstream.UpstreamFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;

/** What the sessions of this node count. No label carries anything that a client chose. */
@Singleton
class SessionMetrics {

    private static final String PREFIX = "parley.transcription.";

    private final MeterRegistry registry;
    private final Counter audioBytes;
    private final Counter droppedMillis;
    private final Timer completion;

    SessionMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.audioBytes = Counter.builder(PREFIX + "audio.bytes")
                .description("PCM16 bytes passed on to the upstream")
                .register(registry);
        this.droppedMillis = Counter.builder(PREFIX + "dropped.millis")
                .description("Milliseconds of audio dropped because the upstream did not take it in time")
                .register(registry);
        this.completion = Timer.builder(PREFIX + "completion")
                .description("Time from a commit to the final text of its turn")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(50))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
    }

    /** PCM bytes went upstream. */
    void audio(int bytes) {
        audioBytes.increment(bytes);
    }

    void dropped(long millis) {
        droppedMillis.increment(millis);
    }

    /** The client was asked to pause, because the buffer fills. */
    void clientPaused() {
        registry.counter(PREFIX + "pauses", "side", "client").increment();
    }

    /** The upstream was paused, because the browser reads slowly. */
    void upstreamPaused() {
        registry.counter(PREFIX + "pauses", "side", "upstream").increment();
    }

    void committed(CommitReason reason) {
        registry.counter(PREFIX + "commits", "reason", reason.label()).increment();
    }

    /** A turn got its final text. */
    void completed(long nanosSinceCommit) {
        completion.record(Duration.ofNanos(nanosSinceCommit));
    }

    void turnFailed() {
        registry.counter(PREFIX + "turns.failed").increment();
    }

    void upstreamFailed(UpstreamFailure failure) {
        registry.counter(PREFIX + "upstream.failures", "kind", failure.code()).increment();
    }

    /** The upstream is tried again. */
    void retried() {
        registry.counter(PREFIX + "upstream.retries").increment();
    }

    /** A session changed to a fresh upstream connection. */
    void rotated() {
        registry.counter(PREFIX + "rotations").increment();
    }

    void refused(ClientFault fault) {
        registry.counter(PREFIX + "client.errors", "code", fault.code()).increment();
    }

    /** We ended a session; {@code left} when the client did. */
    void ended(String reason) {
        registry.counter(PREFIX + "sessions.ended", "reason", reason).increment();
    }
}

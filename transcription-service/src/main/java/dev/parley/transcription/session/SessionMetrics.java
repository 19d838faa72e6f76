package dev.parley.transcription.session;

import dev.parley.transcription.upstream.UpstreamFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.Stream;

/** What the sessions of this node count. No label carries anything that a client chose. */
@Singleton
class SessionMetrics {

    private static final String PREFIX = "parley.transcription.";

    private final MeterRegistry registry;
    private final Counter audioBytes;
    private final Counter droppedMillis;
    private final Timer completion;
    private final Counter retries;
    private final Counter rotations;
    private final Counter failedTurns;

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
        retries = registry.counter(PREFIX + "upstream.retries");
        rotations = registry.counter(PREFIX + "rotations");
        failedTurns = registry.counter(PREFIX + "turns.failed");
        // What is there from the start needs no first incident to be seen.
        Stream.of("client", "upstream").forEach(this::paused);
        Stream.of(CommitReason.values()).forEach(this::commits);
        Stream.of(UpstreamFailure.values()).forEach(this::failures);
        Stream.of(ClientFault.values()).forEach(this::faults);
        endings("left");
    }

    private Counter paused(String side) {
        return registry.counter(PREFIX + "pauses", "side", side);
    }

    private Counter commits(CommitReason reason) {
        return registry.counter(PREFIX + "commits", "reason", reason.label());
    }

    private Counter failures(UpstreamFailure failure) {
        return registry.counter(PREFIX + "upstream.failures", "kind", failure.code());
    }

    private Counter faults(ClientFault fault) {
        return registry.counter(PREFIX + "client.errors", "code", fault.code());
    }

    private Counter endings(String reason) {
        return registry.counter(PREFIX + "sessions.ended", "reason", reason);
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
        paused("client").increment();
    }

    /** The upstream was paused, because the browser reads slowly. */
    void upstreamPaused() {
        paused("upstream").increment();
    }

    void committed(CommitReason reason) {
        commits(reason).increment();
    }

    /** A turn got its final text. */
    void completed(long nanosSinceCommit) {
        completion.record(Duration.ofNanos(nanosSinceCommit));
    }

    void turnFailed() {
        failedTurns.increment();
    }

    void upstreamFailed(UpstreamFailure failure) {
        failures(failure).increment();
    }

    /** The upstream is tried again. */
    void retried() {
        retries.increment();
    }

    /** A session changed to a fresh upstream connection. */
    void rotated() {
        rotations.increment();
    }

    void refused(ClientFault fault) {
        faults(fault).increment();
    }

    /** We ended a session; {@code left} when the client did. */
    void ended(String reason) {
        endings(reason).increment();
    }
}

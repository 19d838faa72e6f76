package dev.parley.transcription.session;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/** The audio that all sessions of this node keep in memory, and the bound on it. Safe for any thread. */
@Singleton
class KeptAudio {

    private final AtomicLong bytes = new AtomicLong();
    private final long limit;

    KeptAudio(SessionLimits limits, MeterRegistry registry) {
        limit = limits.keptAudioBytes();
        Gauge.builder("parley.transcription.kept.audio.bytes", bytes, AtomicLong::get)
                .description("Audio that waits in all sessions of this node")
                .register(registry);
    }

    /** So much more is kept; less, if negative. */
    void add(int more) {
        bytes.addAndGet(more);
    }

    /** Whether more is kept than may be. */
    boolean isExceeded() {
        return bytes.get() > limit;
    }

    /** Whether there is no room for a session more. */
    boolean isFull() {
        return bytes.get() >= limit;
    }
}

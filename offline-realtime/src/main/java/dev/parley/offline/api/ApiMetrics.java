package dev.parley.offline.api;

import dev.parley.offline.protocol.ApiError;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** What happens at the doors, in figures. Thread-safe. */
@ApplicationScoped
class ApiMetrics {

    private final MeterRegistry registry;
    private final AtomicInteger sessions = new AtomicInteger();

    ApiMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("parley.offline.sessions", sessions, AtomicInteger::get)
                .description("Sessions that are open")
                .register(registry);
    }

    /** Counts a session in, unless there are as many as there may be. */
    boolean sessionOpened(int most) {
        int before = sessions.getAndUpdate(count -> Math.min(most, count + 1));
        return before < most;
    }

    void sessionClosed() {
        sessions.decrementAndGet();
    }

    /** Counts something that was refused, be it a connection, a call or an event. */
    void rejected(ApiError error) {
        String code = error.code();
        Counter.builder("parley.offline.rejected")
                .description("Connections, calls and events that were refused, by the error's code")
                .tag("code", code == null ? error.type() : code)
                .register(registry)
                .increment();
    }
}

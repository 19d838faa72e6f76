package dev.parley.signaling.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts how often limits were reached. Thread-safe. */
public final class LimitMetrics {

    private final Map<Limit, Counter> reached = new EnumMap<>(Limit.class);

    /** Registers the meters. */
    public LimitMetrics(MeterRegistry registry) {
        for (Limit limit : Limit.values()) {
            reached.put(limit, registry.counter("parley.limits.reached", "limit", limit.tag()));
        }
    }

    /** Something was refused. */
    public void reached(Limit limit) {
        Counter counter = reached.get(limit);
        if (counter != null) {
            counter.increment();
        }
    }
}

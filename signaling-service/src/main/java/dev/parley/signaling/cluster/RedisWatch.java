package dev.parley.signaling.cluster;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Whether Redis answers, as the last command found it; and how quickly it does. */
final class RedisWatch {

    private static final Logger LOG = Logger.getLogger(RedisWatch.class);

    private final AtomicBoolean up = new AtomicBoolean();
    private final Timer roundTrip;

    /** Registers the meters. */
    RedisWatch(MeterRegistry meters) {
        Gauge.builder("parley.redis.up", up, it -> it.get() ? 1 : 0).register(meters);
        roundTrip = Timer.builder("parley.redis.roundtrip").register(meters);
    }

    boolean isUp() {
        return up.get();
    }

    /** A command was answered. */
    void answered(Duration after) {
        roundTrip.record(after);
        if (!up.getAndSet(true)) {
            LOG.info("Redis answers");
        }
    }

    /** A command was not answered. */
    void failed(Throwable failure) {
        if (up.getAndSet(false)) {
            LOG.warnf(
                    "Redis is away, shared state with it: %s",
                    failure.getMessage() == null ? failure.toString() : failure.getMessage());
        }
    }
}

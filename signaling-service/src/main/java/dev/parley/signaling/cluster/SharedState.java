package dev.parley.signaling.cluster;

import dev.parley.signaling.log.ChatLog;
import dev.parley.signaling.log.MemoryChatLog;
import dev.parley.signaling.presence.MemoryPresence;
import dev.parley.signaling.presence.Presence;
import dev.parley.signaling.registry.MemoryRoomRegistry;
import dev.parley.signaling.registry.RoomRegistry;
import dev.parley.signaling.relay.MemoryRelay;
import dev.parley.signaling.relay.Relay;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** The one place that chooses where shared state lives; no other code asks. */
@Startup
@ApplicationScoped
class SharedState {

    SharedState(ClusterConfig config) {
        if (config.mode() != ClusterMode.MEMORY) {
            throw new IllegalStateException(
                    "PARLEY_CLUSTER_MODE=redis is not served yet: this version runs as a single node. Use memory.");
        }
    }

    @Produces
    @Singleton
    ChatLog log(InstantSource clock, RandomGenerator random, MeterRegistry meters) {
        MemoryChatLog log = new MemoryChatLog(clock, random);
        Gauge.builder("parley.log.entries", log, MemoryChatLog::entries).register(meters);
        return log;
    }

    @Produces
    @Singleton
    Presence presence() {
        return new MemoryPresence();
    }

    @Produces
    @Singleton
    RoomRegistry registry(RandomGenerator random) {
        return new MemoryRoomRegistry(random);
    }

    @Produces
    @Singleton
    Relay relay() {
        return new MemoryRelay();
    }
}

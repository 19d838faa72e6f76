package dev.parley.transcription.session;

import dev.parley.transcription.address.ClientNetwork;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the sessions of this node and of each client network, and says whether there is room for one more. Safe for any thread. */
@Singleton
public class Admission {

    private final SessionLimits limits;
    private final KeptAudio keptAudio;
    private final AtomicInteger sessions = new AtomicInteger();
    private final Map<ClientNetwork, Integer> byNetwork = new ConcurrentHashMap<>();

    Admission(SessionLimits limits, KeptAudio keptAudio, MeterRegistry registry) {
        this.keptAudio = keptAudio;
        this.limits = limits;
        Gauge.builder("parley.transcription.sessions", sessions, AtomicInteger::get)
                .description("Sessions on this node")
                .register(registry);
    }

    /** The answer to a newcomer. */
    enum Decision {
        /** There is room; {@link #release} has to follow. */
        ADMITTED,
        /** Its address has as many sessions as it may. */
        ADDRESS_FULL,
        /** This node has as many sessions, or keeps as much audio, as it can. */
        NODE_FULL
    }

    /** Takes a place, if there is one. */
    Decision admit(ClientNetwork network) {
        if (sessions.incrementAndGet() > limits.perNode() || keptAudio.isFull()) {
            sessions.decrementAndGet();
            return Decision.NODE_FULL;
        }
        int ofNetwork = byNetwork.merge(network, 1, Integer::sum);
        if (ofNetwork > limits.perAddress()) {
            release(network);
            return Decision.ADDRESS_FULL;
        }
        return Decision.ADMITTED;
    }

    /** Gives the place of an admitted one back. */
    void release(ClientNetwork network) {
        sessions.decrementAndGet();
        byNetwork.computeIfPresent(network, (same, count) -> count == 1 ? null : count - 1);
    }

    /** Whether new sessions are refused for want of room. */
    public boolean isNodeFull() {
        return sessions.get() >= limits.perNode() || keptAudio.isFull();
    }
}

package dev.parley.signaling.telemetry;

import dev.parley.signaling.protocol.Door;
import dev.parley.signaling.protocol.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of one door, all tagged {@code door}. Thread-safe. */
public final class DoorMetrics {

    private static final String DOOR = "door";

    private final String name;
    private final AtomicInteger sockets = new AtomicInteger();
    private final Counter messagesIn;
    private final Counter messagesOut;
    private final Counter slowReceivers;
    private final AtomicInteger streams = new AtomicInteger();
    private final Counter deadPeers;
    private final Counter takenOver;
    private final Counter resumed;
    private final Counter resumeRefused;
    private final DistributionSummary fanoutBatch;
    private final Map<ErrorCode, Counter> rejected = new EnumMap<>(ErrorCode.class);

    /** Registers the meters of a door. */
    public DoorMetrics(MeterRegistry registry, Door door) {
        name = door.wireName();
        Gauge.builder("parley.sockets", sockets, AtomicInteger::get)
                .tag(DOOR, name)
                .register(registry);
        Gauge.builder("parley.streams", streams, AtomicInteger::get)
                .tag(DOOR, name)
                .register(registry);
        messagesIn = registry.counter("parley.messages.in", DOOR, name);
        messagesOut = registry.counter("parley.messages.out", DOOR, name);
        slowReceivers = registry.counter("parley.slow.receivers", DOOR, name);
        deadPeers = registry.counter("parley.dead.peers", DOOR, name);
        takenOver = registry.counter("parley.taken.over", DOOR, name);
        resumed = registry.counter("parley.resumes", DOOR, name, "outcome", "resumed");
        resumeRefused = registry.counter("parley.resumes", DOOR, name, "outcome", "refused");
        fanoutBatch = registry.summary("parley.fanout.batch", DOOR, name);
        for (ErrorCode code : ErrorCode.values()) {
            rejected.put(code, registry.counter("parley.messages.rejected", DOOR, name, "code", code.wireName()));
        }
    }

    /** The door's name. */
    public String door() {
        return name;
    }

    /** A socket was accepted. */
    public void socketOpened() {
        sockets.incrementAndGet();
    }

    /** A socket that was accepted is gone. */
    public void socketClosed() {
        sockets.decrementAndGet();
    }

    /** One of the sockets is a stream of events. */
    public void streamOpened() {
        streams.incrementAndGet();
    }

    /** A stream of events is gone. */
    public void streamClosed() {
        streams.decrementAndGet();
    }

    /** A frame came in. */
    public void messageIn() {
        messagesIn.increment();
    }

    /** A frame was handed to a socket. */
    public void messageOut() {
        messagesOut.increment();
    }

    /** A message was answered with an error. */
    public void rejected(ErrorCode code) {
        Counter counter = rejected.get(code);
        if (counter != null) {
            counter.increment();
        }
    }

    /** A receiver was closed because it didn't read. */
    public void slowReceiver() {
        slowReceivers.increment();
    }

    /** A connection was cut because its other end answered no ping. */
    public void deadPeer() {
        deadPeers.increment();
    }

    /** A socket lost its identity to another one. */
    public void takenOver() {
        takenOver.increment();
    }

    /** A client came back with a resume token. */
    public void resume(boolean accepted) {
        (accepted ? resumed : resumeRefused).increment();
    }

    /** So many frames went out together in one turn of an event loop. */
    public void fanoutBatch(int frames) {
        fanoutBatch.record(frames);
    }
}

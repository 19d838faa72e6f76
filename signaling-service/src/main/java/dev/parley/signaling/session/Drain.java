package dev.parley.signaling.session;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Sends everybody to another node when this one stops, before Quarkus would close their sockets with 1000, which clients
 * take for an end and not for a reason to come back.
 *
 * <p>Readiness goes down, and new sockets are sent away, at once; when that had time to get around, the sockets are closed
 * with 4001, batch by batch in no particular order, so that the other nodes don't get all of them in one moment. It takes
 * {@link DrainConfig#longest()} at most, and no time when there is nobody.
 */
@Startup
@Singleton
class Drain {

    /** Sockets that any node can take in one moment. */
    private static final int SMALL_BATCH = 25;

    private static final Duration STEP = Duration.ofMillis(200);

    private final Hub hub;
    private final DrainConfig config;
    private final Node node;
    private final Random random;
    private volatile int atFirst;
    private volatile boolean draining;

    Drain(Hub hub, DrainConfig config, Node node, RandomGenerator random, MeterRegistry registry) {
        this.hub = hub;
        this.config = config;
        this.node = node;
        this.random = new Random(random.nextLong());
        Gauge.builder("parley.draining", this, drain -> drain.draining ? 1 : 0).register(registry);
        Gauge.builder("parley.drain.progress", this, Drain::progress).register(registry);
    }

    /** On the thread that stops Quarkus, which goes on when this returns. */
    void stopping(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        try {
            drain().get(config.longest().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            node.events().warn("drain gave up", "sockets", hub.open().size(), "after", config.longest());
        }
    }

    /** Done when the last socket is closed. */
    CompletableFuture<Void> drain() {
        CompletableFuture<Void> empty = hub.stop();
        atFirst = hub.open().size();
        draining = true;
        node.events().info("drain began", "sockets", atFirst);
        empty.thenRun(() -> node.events().info("drain ended", "sockets", atFirst));
        if (!empty.isDone()) {
            node.timers().after(config.settle(), this::closeAll);
        }
        return empty;
    }

    private void closeAll() {
        List<Conversation<?>> open = new ArrayList<>(hub.open());
        Collections.shuffle(open, random);
        int steps = (int) Math.max(1, config.spread().dividedBy(STEP));
        closeNext(open, Math.max(SMALL_BATCH, (open.size() + steps - 1) / steps));
    }

    private void closeNext(List<Conversation<?>> open, int batch) {
        int size = Math.min(batch, open.size());
        open.subList(0, size).forEach(Conversation::shutDown);
        List<Conversation<?>> rest = open.subList(size, open.size());
        if (!rest.isEmpty()) {
            // Half a step to a whole one: the spread is kept, and the beat isn't that of another node that stops.
            long millis = STEP.toMillis() / 2 + random.nextLong(STEP.toMillis() / 2);
            node.timers().after(Duration.ofMillis(millis), () -> closeNext(rest, batch));
        }
    }

    private double progress() {
        return !draining ? 0 : atFirst == 0 ? 1 : 1 - Math.min(1.0, hub.open().size() / (double) atFirst);
    }
}

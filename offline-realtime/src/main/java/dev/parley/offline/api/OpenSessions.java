package dev.parley.offline.api;

import dev.parley.offline.protocol.ApiError;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Context;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The sessions of this node, so that each can be told when the node stops. Thread-safe.
 *
 * <p>Left to itself the framework would close the sockets with 1000, which clients take for an end that was wanted.
 */
@ApplicationScoped
class OpenSessions {

    private static final ApiError STOPPING =
            ApiError.server("going_away", "This server is being stopped. Open a new session.");

    private static final long PATIENCE_MILLIS = 2_000;

    private final Map<RealtimeSession, Place> places = new ConcurrentHashMap<>();

    /** Where a session lives, and what is counted down when it is closed. */
    private record Place(Context eventLoop, CountDownLatch closed) {}

    void add(RealtimeSession session, Context eventLoop) {
        places.put(session, new Place(eventLoop, new CountDownLatch(1)));
    }

    void remove(RealtimeSession session) {
        Place place = places.remove(session);
        if (place != null) {
            place.closed().countDown();
        }
    }

    /** Ends all sessions, and waits a moment for their clients to answer. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        Map<RealtimeSession, Place> all = Map.copyOf(places);
        all.forEach(
                (session, place) -> place.eventLoop().runOnContext(turn -> session.end(Refusal.goingAway(STOPPING))));
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        for (Place place : all.values()) {
            if (!place.closed().await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return;
            }
        }
    }
}

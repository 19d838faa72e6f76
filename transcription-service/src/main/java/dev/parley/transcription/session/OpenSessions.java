package dev.parley.transcription.session;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The sessions of this node, each with its event loop, so that they can be ended when the node is. Safe for any thread.
 *
 * <p>At the end of a node each session gets its last text and is closed with 4001, before Quarkus would close its socket
 * with 1000, which clients take for an end and not for a reason to come back.
 */
@Singleton
class OpenSessions {

    private static final Logger LOG = Logger.getLogger(OpenSessions.class);

    /** How long clients have to answer the close. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Map<TranscriptionSession, Context> sessions = new ConcurrentHashMap<>();
    private final CountDownLatch allGone = new CountDownLatch(1);
    private final Duration patience;
    private volatile boolean stopping;

    OpenSessions(SessionLimits limits) {
        patience = limits.finish().plus(PATIENCE);
    }

    /** Has to be called on the session's event loop. */
    void add(TranscriptionSession session) {
        sessions.put(session, Vertx.currentContext());
        if (stopping) {
            session.shutdown();
        }
    }

    void remove(TranscriptionSession session) {
        sessions.remove(session);
        if (stopping && sessions.isEmpty()) {
            allGone.countDown();
        }
    }

    /** On the thread that stops Quarkus, which goes on when this returns. */
    void stopping(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        stopping = true;
        sessions.forEach((session, loop) -> loop.runOnContext(turn -> session.shutdown()));
        if (!sessions.isEmpty() && !allGone.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.infof("%d sessions did not end within %s", sessions.size(), patience);
        }
    }
}

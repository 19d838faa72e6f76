package dev.parley.signaling.session;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Closes the sockets with 4001 when the node stops, before Quarkus would close them with 1000, which clients take for an
 * end and not for a reason to come back.
 */
@Singleton
class Drain {

    private static final Logger LOG = Logger.getLogger(Drain.class);

    /** How long clients have to answer the close. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Hub hub;

    Drain(Hub hub) {
        this.hub = hub;
    }

    /** On the thread that stops Quarkus, which goes on when this returns. */
    void stopping(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        CountDownLatch drained = hub.shutDown();
        if (!drained.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.infof("Some clients did not answer the close within %s", PATIENCE);
        }
    }
}

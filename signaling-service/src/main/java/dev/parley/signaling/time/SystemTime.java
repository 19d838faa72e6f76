package dev.parley.signaling.time;

import io.quarkus.arc.DefaultBean;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Time and randomness of the real world. */
@ApplicationScoped
class SystemTime {

    @Produces
    @Singleton
    @DefaultBean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    @DefaultBean
    Timers timers(Vertx vertx) {
        return (delay, task) -> {
            long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> task.run());
            return () -> vertx.cancelTimer(id);
        };
    }

    /** Identities and room names can't be guessed. */
    @Produces
    @Singleton
    @DefaultBean
    RandomGenerator random() {
        return new SecureRandom();
    }

    /** Where tasks go that return at once but must not run in their caller's stack. */
    @Produces
    @Singleton
    @Turns
    @DefaultBean
    Executor turns(Vertx vertx) {
        return vertx.nettyEventLoopGroup();
    }
}

package dev.parley.signaling.testing;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Takes the meters of a service with it when it stops. All services that the tests of one JVM start share Micrometer's global
 * registry, which would go on with the gauges of the first, until their objects are collected.
 */
@Singleton
class FreshMeters {

    void stopping(@Observes ShutdownEvent event) {
        Metrics.globalRegistry.clear();
    }
}

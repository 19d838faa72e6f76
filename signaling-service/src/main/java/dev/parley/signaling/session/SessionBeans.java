package dev.parley.signaling.session;

import dev.parley.signaling.protocol.Tokens;
import dev.parley.signaling.telemetry.EventLog;
import dev.parley.signaling.telemetry.LimitMetrics;
import dev.parley.signaling.time.Timers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/** Puts the parts of this package together that know nothing of Quarkus. */
@ApplicationScoped
class SessionBeans {

    private static final int MIN_SECRET_LENGTH = 32;

    /** At the start, so that nobody has to come before a bad secret is noticed. */
    @Produces
    @Singleton
    @Startup
    Resume resume(ResumeConfig config, InstantSource clock, RandomGenerator random) {
        List<String> secrets = config.secret().orElseGet(() -> List.of(Tokens.random(random, 2 * MIN_SECRET_LENGTH)));
        if (secrets.isEmpty() || secrets.stream().anyMatch(secret -> secret.length() < MIN_SECRET_LENGTH)) {
            throw new ConfigurationException(
                    "PARLEY_RESUME_SECRET must have at least " + MIN_SECRET_LENGTH + " characters.");
        }
        return new Resume(secrets, config.validity(), clock);
    }

    @Produces
    @Singleton
    Identities identities(Resume resume, RandomGenerator random) {
        return new Identities(resume, random);
    }

    @Produces
    @Singleton
    Node node(SessionConfig config, Timers timers, InstantSource clock, MeterRegistry registry) {
        OutboxBudget outboxes = new OutboxBudget(config.outboxBytesPerNode());
        Gauge.builder("parley.outbox.bytes", outboxes, OutboxBudget::used).register(registry);
        return new Node(timers, clock, outboxes, new LimitMetrics(registry), new EventLog(clock));
    }
}

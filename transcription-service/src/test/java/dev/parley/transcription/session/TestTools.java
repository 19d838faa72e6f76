package dev.parley.transcription.session;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.transcription.log.Repetition;
import dev.parley.transcription.upstream.Upstream;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Random;

/** What a session needs, without the application around it: the real things, and the limits' defaults. */
final class TestTools {

    private TestTools() {}

    static SessionTools of(Upstream upstream, Timers timers, MeterRegistry registry) {
        return of(upstream, timers, registry, limits(Map.of()));
    }

    static SessionTools of(Upstream upstream, Timers timers, MeterRegistry registry, SessionLimits limits) {
        ObjectMapper json = new ObjectMapper();
        return new SessionTools(
                upstream,
                limits,
                timers,
                new Random(7),
                new KeptAudio(limits, registry),
                new SessionMetrics(registry),
                new SessionLog(new Repetition()),
                new ClientMessages(json),
                new ServerEvents(json),
                new UpstreamTexts(json));
    }

    /** The defaults, but for some. */
    static SessionLimits limits(Map<String, String> other) {
        return new SmallRyeConfigBuilder()
                .withMapping(SessionLimits.class)
                .withSources(new PropertiesConfigSource(other, "test", 100))
                .build()
                .getConfigMapping(SessionLimits.class);
    }
}

package dev.parley.transcription.session;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.transcription.upstream.Upstream;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;

/** What a session needs, without the application around it: the real things, and the limits' defaults. */
final class TestTools {

    private TestTools() {}

    static SessionTools of(Upstream upstream, Timers timers, MeterRegistry registry) {
        ObjectMapper json = new ObjectMapper();
        SessionLimits limits = new SmallRyeConfigBuilder()
                .withMapping(SessionLimits.class)
                .build()
                .getConfigMapping(SessionLimits.class);
        return new SessionTools(
                upstream,
                limits,
                timers,
                new SessionMetrics(registry),
                new ClientMessages(json),
                new ServerEvents(json),
                new UpstreamTexts(json));
    }
}

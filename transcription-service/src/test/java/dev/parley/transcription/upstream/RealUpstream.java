package dev.parley.transcription.upstream;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.util.Map;

/** The production code's way to an upstream, without the application around it. */
public record RealUpstream(Upstream upstream, UpstreamTarget target) {

    /** OpenAI, with a key. */
    public static RealUpstream openAi(Vertx vertx, String key) {
        return of(vertx, Map.of("parley.upstream.openai-api-key", key, "parley.upstream.languages", "en"));
    }

    /** What some settings name. */
    public static RealUpstream of(Vertx vertx, Map<String, String> settings) {
        UpstreamConfig config = new UpstreamConfig(new SmallRyeConfigBuilder()
                .withMapping(UpstreamSettings.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(UpstreamSettings.class));
        return new RealUpstream(
                new RealtimeUpstream(vertx, config), config.target().orElseThrow());
    }
}

package dev.parley.transcription.upstream;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.util.Map;

/** The production code's way to OpenAI, without the application around it. */
public record RealUpstream(Upstream upstream, UpstreamTarget target) {

    /** OpenAI, with a key. */
    public static RealUpstream openAi(Vertx vertx, String key) {
        UpstreamConfig config = new UpstreamConfig(new SmallRyeConfigBuilder()
                .withMapping(UpstreamSettings.class)
                .withSources(new PropertiesConfigSource(
                        Map.of("parley.upstream.openai-api-key", key, "parley.upstream.languages", "en"), "test", 100))
                .build()
                .getConfigMapping(UpstreamSettings.class));
        return new RealUpstream(
                new RealtimeUpstream(vertx, config), config.target().orElseThrow());
    }
}

package dev.parley.transcription.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamConfigTest {

    private static UpstreamConfig config(String... settings) {
        Map<String, String> values = new HashMap<>(Map.of("parley.upstream.languages", "en,de"));
        for (int i = 0; i < settings.length; i += 2) {
            values.put("parley.upstream." + settings[i], settings[i + 1]);
        }
        return new UpstreamConfig(new SmallRyeConfigBuilder()
                .withMapping(UpstreamSettings.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()
                .getConfigMapping(UpstreamSettings.class));
    }

    private static UpstreamTarget target(String... settings) {
        return config(settings).target().orElseThrow();
    }

    @Test
    void uses_openai_when_there_is_a_key() {
        UpstreamTarget target = target("openai-api-key", "sk-1", "offline-url", "http://localhost:8083/v1");
        assertThat(target.kind()).isEqualTo(UpstreamKind.OPENAI);
        assertThat(target.socketUrl()).hasToString("wss://api.openai.com/v1/realtime?intent=transcription");
        assertThat(target.publicCallsUrl()).isEqualTo("https://api.openai.com/v1/realtime/calls");
        assertThat(target.publicSocketUrl()).isEqualTo("wss://api.openai.com/v1/realtime");
        assertThat(target.key()).map(ApiKey::bearer).contains("Bearer sk-1");
        assertThat(target.languages()).containsExactly("en", "de");
    }

    @Test
    void prefers_the_base_url() {
        UpstreamTarget target = target("openai-base-url", "http://gateway:4000/v1/", "openai-api-key", "sk-1");
        assertThat(target.kind()).isEqualTo(UpstreamKind.CUSTOM);
        assertThat(target.socketUrl()).hasToString("ws://gateway:4000/v1/realtime?intent=transcription");
        assertThat(target.publicCallsUrl()).isEqualTo("http://gateway:4000/v1/realtime/calls");
    }

    @Test
    void uses_another_upstream_without_a_key() {
        assertThat(target("openai-base-url", "http://gateway:4000/v1").key()).isEmpty();
    }

    @Test
    void knows_openais_regions() {
        UpstreamTarget target = target("openai-base-url", "https://eu.api.openai.com/v1", "openai-api-key", "sk-1");
        assertThat(target.kind()).isEqualTo(UpstreamKind.OPENAI);
    }

    @Test
    void does_not_use_openai_without_a_key() {
        UpstreamConfig config = config("openai-base-url", "https://api.openai.com/v1");
        assertThat(config.target()).isEmpty();
        assertThat(config.missing()).contains("OPENAI_API_KEY");
    }

    @Test
    void uses_the_offline_engine_otherwise() {
        UpstreamTarget target = target("offline-url", "http://localhost:8083/v1");
        assertThat(target.kind()).isEqualTo(UpstreamKind.OFFLINE);
        assertThat(target.key()).map(ApiKey::bearer).contains("Bearer offline");
        assertThat(target.publicCallsUrl()).isEqualTo("/v1/realtime/calls");
        assertThat(target.publicSocketUrl()).isEqualTo("/v1/realtime");
        assertThat(target.languages()).containsExactly("en");
    }

    @Test
    void falls_back_to_nothing() {
        assertThat(config().target()).isEmpty();
        assertThat(config("openai-api-key", "").target()).isEmpty();
        assertThat(config().missing()).contains("OPENAI_API_KEY", "OPENAI_BASE_URL", "PARLEY_OFFLINE_URL");
    }

    @Test
    void names_the_model_in_the_query_only_when_asked_to() {
        UpstreamTarget target =
                target("openai-base-url", "https://gateway.example/v1", "model-in-query", "true", "model", "a model");
        assertThat(target.socketUrl())
                .hasToString("wss://gateway.example/v1/realtime?intent=transcription&model=a+model");
    }

    @Test
    void tells_browsers_another_address() {
        UpstreamTarget target = target("openai-api-key", "sk-1", "public-url", "/openai/v1");
        assertThat(target.publicSocketUrl()).isEqualTo("/openai/v1/realtime");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpt-realtime-whisper | \"language\":\"de\" | \"turn_detection\":null",
                "gpt-live-transcribe | \"languages\":[\"de\"] | \"turn_detection\":null",
                "gpt-4o-transcribe | \"language\":\"de\" | \"turn_detection\":{\"type\":\"server_vad\"}",
            })
    void configures_each_model_as_it_wants_it(String model, String language, String turns) {
        assertThat(new TranscriptionModel(model).session("de").toString())
                .contains(language, turns, "\"rate\":24000", "\"model\":\"" + model + "\"");
    }

    @Test
    void hides_the_key() {
        assertThat(target("openai-api-key", "sk-marked").toString()).doesNotContain("sk-marked");
    }
}

package dev.parley.transcription.upstream;

import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Decides, once and in this one place, which upstream is in use: {@code OPENAI_BASE_URL} if it is set, else OpenAI if there is a
 * key, else the offline engine if its address is known, else none. There is no silent fall-back from one to another.
 */
@Singleton
public class UpstreamConfig {

    private static final URI OPENAI = URI.create("https://api.openai.com/v1");
    private static final String OFFLINE_PUBLIC_PATH = "/v1";
    private static final String NOTHING_SET =
            "No upstream is configured: set OPENAI_API_KEY, OPENAI_BASE_URL or PARLEY_OFFLINE_URL.";
    private static final String KEY_MISSING = "OPENAI_BASE_URL names OpenAI, but OPENAI_API_KEY is not set.";

    private final UpstreamSettings settings;
    private final TranscriptionModel model;
    private final Optional<UpstreamTarget> target;

    UpstreamConfig(UpstreamSettings settings) {
        this.settings = settings;
        this.model = new TranscriptionModel(settings.model());
        this.target = select();
    }

    /** The upstream in use; empty when none is configured. */
    public Optional<UpstreamTarget> target() {
        return target;
    }

    /** The transcription model, also where no upstream is configured. */
    public TranscriptionModel model() {
        return model;
    }

    /** How long connecting to the upstream, or one answer of it, may take. */
    public Duration timeout() {
        return settings.timeout();
    }

    /** How often an open socket of the upstream is asked for a sign of life. */
    public Duration ping() {
        return settings.ping();
    }

    /** What an operator has to do when {@link #target()} is empty. */
    public String missing() {
        return settings.openaiBaseUrl().isPresent() ? KEY_MISSING : NOTHING_SET;
    }

    private Optional<UpstreamTarget> select() {
        Optional<ApiKey> key = settings.openaiApiKey().map(ApiKey::new);
        if (settings.openaiBaseUrl().isPresent()) {
            URI base = settings.openaiBaseUrl().get();
            UpstreamKind kind = isOpenAi(base) ? UpstreamKind.OPENAI : UpstreamKind.CUSTOM;
            return kind == UpstreamKind.OPENAI && key.isEmpty()
                    ? Optional.empty()
                    : Optional.of(target(kind, base, key, base.toString(), settings.languages()));
        }
        if (key.isPresent()) {
            return Optional.of(target(UpstreamKind.OPENAI, OPENAI, key, OPENAI.toString(), settings.languages()));
        }
        Optional<ApiKey> offlineKey = Optional.of(new ApiKey(settings.offlineApiKey()));
        // The offline engine knows English alone, whatever is configured for the others.
        return settings.offlineUrl()
                .map(url -> target(UpstreamKind.OFFLINE, url, offlineKey, OFFLINE_PUBLIC_PATH, List.of("en")));
    }

    private UpstreamTarget target(
            UpstreamKind kind, URI base, Optional<ApiKey> key, String defaultPublicUrl, List<String> languages) {
        return new UpstreamTarget(
                kind,
                URI.create(withoutSlash(base.toString())),
                key,
                withoutSlash(settings.publicUrl().orElse(defaultPublicUrl)),
                settings.modelInQuery(),
                model,
                List.copyOf(languages));
    }

    /** Also OpenAI's regions, such as {@code eu.api.openai.com}. */
    private static boolean isOpenAi(URI base) {
        String host = base.getHost();
        return host != null && (host.equals("api.openai.com") || host.endsWith(".api.openai.com"));
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}

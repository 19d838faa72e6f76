package dev.parley.transcription.upstream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an operator may say about the upstream; {@code application.properties} maps the documented variables onto it. */
@ConfigMapping(prefix = "parley.upstream")
interface UpstreamSettings {

    /** {@code OPENAI_API_KEY}: the credential for OpenAI or for {@link #openaiBaseUrl()}. Read once, at the start. */
    Optional<String> openaiApiKey();

    /** {@code OPENAI_BASE_URL}: a Realtime API other than OpenAI's own, such as {@code https://eu.api.openai.com/v1}. */
    Optional<URI> openaiBaseUrl();

    /** {@code PARLEY_OFFLINE_URL}: the offline engine, used when nothing of OpenAI's is set. */
    Optional<URI> offlineUrl();

    /** {@code PARLEY_OFFLINE_API_KEY}: the Bearer that the offline engine expects. */
    @WithDefault("offline")
    String offlineApiKey();

    /** {@code PARLEY_UPSTREAM_PUBLIC_URL}: where a browser reaches the upstream; may be a path of the page's own origin. */
    Optional<String> publicUrl();

    /** {@code PARLEY_UPSTREAM_MODEL_IN_QUERY}: also name the model in the socket's address. OpenAI refuses that; some gateways want it. */
    @WithDefault("false")
    boolean modelInQuery();

    /** {@code PARLEY_TRANSCRIPTION_MODEL}: the transcription model. */
    @WithDefault("gpt-realtime-whisper")
    String model();

    /** {@code PARLEY_TRANSCRIPTION_LANGUAGES}: the ISO-639-1 languages on offer; the first one is the default. */
    List<String> languages();

    /** {@code PARLEY_UPSTREAM_TIMEOUT}: how long connecting to the upstream, or one answer of it, may take. */
    @WithDefault("PT10S")
    Duration timeout();

    /** {@code PARLEY_UPSTREAM_PING}: how often the upstream is asked for a sign of life; after two without one it is given up. */
    @WithDefault("PT20S")
    Duration ping();
}

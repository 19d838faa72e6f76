package dev.parley.transcription.upstream;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whose Realtime API is in use. The names are part of the wire contract. */
public enum UpstreamKind {
    /** OpenAI itself, in one of its regions. */
    @JsonProperty("openai")
    OPENAI,
    /** Parley's own offline engine. */
    @JsonProperty("offline")
    OFFLINE,
    /** Any other server that speaks the same protocol. */
    @JsonProperty("custom")
    CUSTOM
}

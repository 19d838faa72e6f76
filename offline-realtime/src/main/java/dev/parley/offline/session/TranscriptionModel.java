package dev.parley.offline.session;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The transcription models of the API. Behind all of them is the same engine here; they differ in what they can be told and in when they speak.
 */
public enum TranscriptionModel {
    GPT_REALTIME_WHISPER("gpt-realtime-whisper", Flow.LIVE, Usage.DURATION, false, false, true),
    GPT_LIVE_TRANSCRIBE("gpt-live-transcribe", Flow.LIVE, Usage.DURATION, true, true, true),
    GPT_TRANSCRIBE("gpt-transcribe", Flow.TURNS, Usage.DURATION, true, true, false),
    GPT_4O_TRANSCRIBE("gpt-4o-transcribe", Flow.TURNS, Usage.TOKENS, true, false, false),
    GPT_4O_MINI_TRANSCRIBE("gpt-4o-mini-transcribe", Flow.TURNS, Usage.TOKENS, true, false, false),
    GPT_4O_MINI_TRANSCRIBE_2025_12_15(
            "gpt-4o-mini-transcribe-2025-12-15", Flow.TURNS, Usage.TOKENS, true, false, false),
    WHISPER_1("whisper-1", Flow.TURNS, Usage.DURATION, true, false, false);

    /** When text comes. */
    private enum Flow {
        /** While a turn goes on; the client ends it. */
        LIVE,
        /** Behind the turn; the client or the server ends it. */
        TURNS
    }

    /** What the use of a model is counted in. */
    private enum Usage {
        DURATION,
        TOKENS
    }

    private final String id;
    private final Flow flow;
    private final Usage usage;
    private final boolean prompts;
    private final boolean languageLists;
    private final boolean delays;

    TranscriptionModel(String id, Flow flow, Usage usage, boolean prompts, boolean languageLists, boolean delays) {
        this.id = id;
        this.flow = flow;
        this.usage = usage;
        this.prompts = prompts;
        this.languageLists = languageLists;
        this.delays = delays;
    }

    /** The model of that name, if it is one. */
    public static Optional<TranscriptionModel> byId(String id) {
        return Stream.of(values()).filter(model -> model.id.equals(id)).findFirst();
    }

    /** The names of all models. */
    public static List<String> ids() {
        return Stream.of(values()).map(TranscriptionModel::id).toList();
    }

    public String id() {
        return id;
    }

    /** Whether it tells text while a turn goes on; such a model finds no end of a turn by itself. */
    public boolean isLive() {
        return flow == Flow.LIVE;
    }

    /** Whether its use is counted in tokens; otherwise in seconds of audio. */
    public boolean countsTokens() {
        return usage == Usage.TOKENS;
    }

    boolean takesPrompt() {
        return prompts;
    }

    /** Whether it takes several languages and keywords. */
    boolean takesLanguagesAndKeywords() {
        return languageLists;
    }

    boolean takesDelay() {
        return delays;
    }
}

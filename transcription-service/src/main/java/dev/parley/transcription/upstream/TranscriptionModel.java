package dev.parley.transcription.upstream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * A transcription model and what the Realtime API's documentation says of it.
 *
 * @param name as the API spells it
 */
public record TranscriptionModel(String name) {

    /** Models that a server-side voice detector may end turns for. All others, and unknown ones, need commits. */
    private static final Set<String> DETECTING_TURNS = Set.of(
            "whisper-1",
            "gpt-4o-transcribe",
            "gpt-4o-mini-transcribe",
            "gpt-4o-mini-transcribe-2025-12-15",
            "gpt-4o-transcribe-diarize");

    /** Models that take {@code languages} (a list) instead of {@code language}. */
    private static final Set<String> TAKING_A_LIST = Set.of("gpt-transcribe", "gpt-live-transcribe");

    /** Whether the upstream ends turns by itself. Otherwise a turn is complete only after a commit. */
    public boolean detectsTurns() {
        return DETECTING_TURNS.contains(name);
    }

    /**
     * The configuration of a transcription session, as the Realtime API documents it: PCM16 mono at 24 kHz.
     *
     * @param language ISO-639-1
     */
    public ObjectNode session(String language) {
        ObjectNode session = JsonNodeFactory.instance.objectNode().put("type", "transcription");
        ObjectNode input = session.putObject("audio").putObject("input");
        input.putObject("format").put("type", "audio/pcm").put("rate", 24_000);
        ObjectNode transcription = input.putObject("transcription").put("model", name);
        if (TAKING_A_LIST.contains(name)) {
            transcription.putArray("languages").add(language);
        } else {
            transcription.put("language", language);
        }
        if (detectsTurns()) {
            input.putObject("turn_detection").put("type", "server_vad");
        } else {
            // Has to be said: a session opened with a standard key starts with a voice detector, which these models
            // refuse.
            input.putNull("turn_detection");
        }
        return session;
    }
}

package dev.parley.offline.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.parley.offline.speech.AudioFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as the client sees it: its whole configuration.
 *
 * <p>A member that isn't set is null where the API's own types allow that, and left out elsewhere.
 *
 * @param type always {@code transcription}
 * @param object always {@code realtime.transcription_session}
 * @param expiresAt when the session ends, in seconds of Unix time; 0 if it hasn't begun
 */
public record SessionView(
        String type,
        String object,
        String id,
        long expiresAt,
        Audio audio,
        @JsonInclude(Include.NON_NULL) @Nullable List<String> include) {

    /** What concerns audio; there is no output in a transcription session. */
    public record Audio(Input input) {}

    /** The audio that comes in. */
    public record Input(
            Format format,
            @JsonInclude(Include.NON_NULL) @Nullable Transcription transcription,
            @JsonInclude(Include.NON_NULL) @Nullable NoiseReduction noiseReduction,
            @Nullable TurnDetection turnDetection) {}

    /**
     * How audio is encoded.
     *
     * @param rate samples a second, for the one encoding that has a choice
     */
    public record Format(
            String type,
            @JsonInclude(Include.NON_NULL) @Nullable Integer rate) {}

    /** Whether the microphone is near or far. */
    public record NoiseReduction(String type) {}

    public static SessionView of(String id, long expiresAt, SessionConfig config) {
        String reduction = config.noiseReduction();
        Input input = new Input(
                formatOf(config.format()),
                config.transcription(),
                reduction == null ? null : new NoiseReduction(reduction),
                config.turnDetection());
        return new SessionView(
                "transcription", "realtime.transcription_session", id, expiresAt, new Audio(input), config.include());
    }

    private static Format formatOf(AudioFormat format) {
        return switch (format) {
            case PCM16 -> new Format(SessionConfigReader.PCM, format.samplesPerSecond());
            case PCMU -> new Format(SessionConfigReader.PCMU, null);
            case PCMA -> new Format(SessionConfigReader.PCMA, null);
        };
    }
}

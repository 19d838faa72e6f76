package dev.parley.offline.session;

import dev.parley.offline.speech.AudioFormat;
import dev.parley.offline.speech.DetectionSettings;
import dev.parley.offline.speech.StreamSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a transcription session, complete and in keeping with the rules. Immutable.
 *
 * @param format how the audio is encoded
 * @param transcription null: audio is cut into turns, but nothing is transcribed
 * @param noiseReduction {@code near_field} or {@code far_field}, or null; kept for the echo, without effect here
 * @param turnDetection null: the client ends each turn
 * @param include further members that the client would like to have in events; kept for the echo, without effect here
 */
public record SessionConfig(
        AudioFormat format,
        @Nullable Transcription transcription,
        @Nullable String noiseReduction,
        @Nullable TurnDetection turnDetection,
        @Nullable List<String> include) {

    /** What a session has that nobody configured. */
    public static final SessionConfig DEFAULT =
            new SessionConfig(AudioFormat.PCM16, null, null, TurnDetection.ServerVad.DEFAULT, null);

    /** What it means for the speech engine. */
    public StreamSettings streamSettings() {
        boolean live = transcription != null && transcription.model().isLive();
        DetectionSettings detection = turnDetection == null ? DetectionSettings.DEFAULT : turnDetection.settings();
        return new StreamSettings(format, transcription != null, live, turnDetection != null, detection);
    }
}

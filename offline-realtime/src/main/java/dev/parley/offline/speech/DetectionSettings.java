package dev.parley.offline.speech;

/**
 * When a voice counts as speaking.
 *
 * @param threshold probability, 0 to 1, from which on a frame counts as speech
 * @param loudThreshold the same for a frame that is much louder than the room
 * @param leadInMillis how much audio before the detected start belongs to the speech
 * @param silenceMillis how long it must be silent for the speech to have ended
 */
public record DetectionSettings(double threshold, double loudThreshold, int leadInMillis, int silenceMillis) {

    /**
     * What suits dictation, where the client says when a turn is over. After loud speech the detector is sceptical of a softer word or two, far as
     * they are above the noise of the room; found with {@code HearingExperiment} (ADR 0034).
     */
    public static final DetectionSettings DEFAULT = new DetectionSettings(0.35, 0.2, 512, 512);

    private static final double HYSTERESIS = 0.15;

    /** With one threshold, however loud the sound is. */
    public DetectionSettings(double threshold, int leadInMillis, int silenceMillis) {
        this(threshold, threshold, leadInMillis, silenceMillis);
    }

    /** The probability below which a frame counts as silence, once somebody speaks. */
    double exitThreshold() {
        return Math.max(0.05, threshold - HYSTERESIS);
    }
}

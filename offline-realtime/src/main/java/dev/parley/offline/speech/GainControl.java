package dev.parley.offline.speech;

/**
 * Brings the level of a stream up to where the voice detector hears well, for microphones that are set very low.
 *
 * <p>It follows the peak of the signal: down at once when something loud comes, up slowly. It only ever amplifies, and not so far that the noise
 * of an empty room would look like a voice. Not thread-safe: one for each stream.
 */
final class GainControl {

    private static final float TARGET_PEAK = 0.5f;
    private static final float HIGHEST_GAIN = 12f;

    /** The followed peak halves in about three seconds of 32 ms frames. */
    private static final float RELEASE = 0.9926f;

    private float peak;
    private float gain = HIGHEST_GAIN;

    /** Gives an amplified copy of the next frame; the gain glides within it, so that no step is heard. */
    float[] amplify(float[] frame) {
        peak = Math.max(peakOf(frame), peak * RELEASE);
        float target = gainFor(peak, TARGET_PEAK, HIGHEST_GAIN);
        // Loudness must not clip: going down is done by the first quarter of the frame.
        int glide = target < gain ? frame.length / 4 : frame.length;
        float[] result = new float[frame.length];
        for (int i = 0; i < frame.length; i++) {
            float part = Math.min(1f, (i + 1f) / glide);
            float sample = frame[i] * (gain + (target - gain) * part);
            result[i] = Math.max(-1f, Math.min(1f, sample));
        }
        gain = target;
        return result;
    }

    /** Gives a copy of a whole piece of speech, brought to full level by one factor. */
    static float[] normalise(float[] samples) {
        float factor = gainFor(peakOf(samples), 0.8f, 40f);
        float[] result = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            result[i] = samples[i] * factor;
        }
        return result;
    }

    private static float gainFor(float peak, float target, float highest) {
        return peak * highest <= target ? highest : Math.max(1f, target / peak);
    }

    private static float peakOf(float[] samples) {
        float peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }
}

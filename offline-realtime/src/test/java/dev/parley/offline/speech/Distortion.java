package dev.parley.offline.speech;

import java.util.Random;
import java.util.function.UnaryOperator;

/** What may happen to sound on its way from a mouth to the service; for 24 kHz samples from −1 to 1. */
enum Distortion {
    NONE(sound -> sound),
    QUIETER_BY_6_DB(sound -> scaled(sound, 0.5f)),
    QUIETER_BY_12_DB(sound -> scaled(sound, 0.25f)),
    QUIETER_BY_20_DB(sound -> scaled(sound, 0.1f)),
    QUIETER_BY_30_DB(sound -> scaled(sound, 0.03f)),
    LOW_NOISE(sound -> noisy(sound, 0.003f)),
    NOISE(sound -> noisy(sound, 0.01f)),
    RESAMPLED(sound -> new Resampler(48_000, 24_000).process(new Resampler(24_000, 48_000).process(sound))),
    LATE_BY_137_MS(sound -> late(sound, 137)),
    LATE_BY_1_S(sound -> late(sound, 1_011)),
    LOW_PASS(sound -> lowPass(lowPass(sound, 0.6f), 0.6f)),
    LEVELLED(Distortion::levelled);

    private static final int SAMPLES_PER_MILLI = 24;

    private final UnaryOperator<float[]> change;

    Distortion(UnaryOperator<float[]> change) {
        this.change = change;
    }

    byte[] apply(byte[] pcm16) {
        float[] sound = change.apply(AudioFormat.PCM16.samples(pcm16, 0, pcm16.length));
        byte[] result = new byte[2 * sound.length];
        for (int i = 0; i < sound.length; i++) {
            int sample = Math.round(Math.max(-1f, Math.min(1f, sound[i])) * Short.MAX_VALUE);
            result[2 * i] = (byte) sample;
            result[2 * i + 1] = (byte) (sample >> 8);
        }
        return result;
    }

    private static float[] scaled(float[] sound, float factor) {
        float[] result = new float[sound.length];
        for (int i = 0; i < sound.length; i++) {
            result[i] = sound[i] * factor;
        }
        return result;
    }

    private static float[] noisy(float[] sound, float deviation) {
        Random random = new Random(7);
        float[] result = new float[sound.length];
        for (int i = 0; i < sound.length; i++) {
            result[i] = sound[i] + deviation * (float) random.nextGaussian();
        }
        return result;
    }

    private static float[] late(float[] sound, int millis) {
        float[] result = new float[sound.length + millis * SAMPLES_PER_MILLI];
        System.arraycopy(sound, 0, result, millis * SAMPLES_PER_MILLI, sound.length);
        return result;
    }

    private static float[] lowPass(float[] sound, float share) {
        float[] result = new float[sound.length];
        float last = 0;
        for (int i = 0; i < sound.length; i++) {
            last += share * (sound[i] - last);
            result[i] = last;
        }
        return result;
    }

    /** A gain control as browsers have it: brings the loudness up within a second or two, and down at once. */
    private static float[] levelled(float[] sound) {
        float[] result = new float[sound.length];
        float peak = 0.1f;
        for (int i = 0; i < sound.length; i++) {
            peak = Math.max(Math.abs(sound[i]), peak * 0.99997f);
            result[i] = sound[i] * Math.min(8f, 0.9f / Math.max(peak, 0.01f));
        }
        return result;
    }
}

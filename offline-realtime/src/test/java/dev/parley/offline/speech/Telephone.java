package dev.parley.offline.speech;

/** Turns 24 kHz PCM16 into what a telephone line carries: every value of the code is tried, and the nearest taken. */
final class Telephone {

    private static final int CODES = 256;

    private Telephone() {}

    static byte[] encode(byte[] pcm16, AudioFormat format) {
        float[] samples = new Resampler(24_000, 8_000).process(AudioFormat.PCM16.samples(pcm16, 0, pcm16.length));
        byte[] codes = new byte[CODES];
        for (int code = 0; code < CODES; code++) {
            codes[code] = (byte) code;
        }
        float[] levels = format.samples(codes, 0, CODES);
        byte[] encoded = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            encoded[i] = (byte) nearest(levels, samples[i]);
        }
        return encoded;
    }

    private static int nearest(float[] levels, float sample) {
        int best = 0;
        for (int code = 1; code < CODES; code++) {
            if (Math.abs(levels[code] - sample) < Math.abs(levels[best] - sample)) {
                best = code;
            }
        }
        return best;
    }
}

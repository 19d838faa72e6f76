package dev.parley.offline.speech;

/** How the bytes of a stream hold sound; always one channel. */
public enum AudioFormat {

    /** 16-bit little-endian samples, 24,000 a second. */
    PCM16(24_000, 2),

    /** G.711 µ-law, 8,000 samples a second. */
    PCMU(8_000, 1),

    /** G.711 A-law, 8,000 samples a second. */
    PCMA(8_000, 1);

    private static final float FULL_SCALE = 32_768f;

    private final int samplesPerSecond;
    private final int bytesPerSample;

    AudioFormat(int samplesPerSecond, int bytesPerSample) {
        this.samplesPerSecond = samplesPerSecond;
        this.bytesPerSample = bytesPerSample;
    }

    /** Samples a second. */
    public int samplesPerSecond() {
        return samplesPerSecond;
    }

    /** Bytes of one sample. */
    public int bytesPerSample() {
        return bytesPerSample;
    }

    /** How long so many bytes sound. */
    public double millis(long bytes) {
        return bytes * 1000.0 / bytesPerSample / samplesPerSecond;
    }

    /** The samples in a range of whole samples, −1 to 1. */
    float[] samples(byte[] bytes, int offset, int length) {
        float[] samples = new float[length / bytesPerSample];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = sample(bytes, offset + i * bytesPerSample) / FULL_SCALE;
        }
        return samples;
    }

    private int sample(byte[] bytes, int at) {
        return switch (this) {
            case PCM16 -> (bytes[at] & 0xFF) | bytes[at + 1] << 8;
            case PCMU -> muLaw(bytes[at]);
            case PCMA -> aLaw(bytes[at]);
        };
    }

    /** ITU-T G.711, table 2: sign, three bits of exponent, four of mantissa, all inverted, with a bias of 33 in 14 bits. */
    private static int muLaw(byte code) {
        int bits = ~code & 0xFF;
        int magnitude = (((bits & 0x0F) << 3) + 132 << (bits >> 4 & 7)) - 132;
        return (bits & 0x80) == 0 ? magnitude : -magnitude;
    }

    /** ITU-T G.711, table 1: as µ-law but without bias, linear in the lowest step, and every other bit inverted. */
    private static int aLaw(byte code) {
        int bits = (code ^ 0x55) & 0xFF;
        int exponent = bits >> 4 & 7;
        int step = ((bits & 0x0F) << 4) + 8;
        int magnitude = exponent == 0 ? step : step + 256 << exponent - 1;
        return (bits & 0x80) == 0 ? -magnitude : magnitude;
    }
}

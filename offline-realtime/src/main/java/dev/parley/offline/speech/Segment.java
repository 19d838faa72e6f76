package dev.parley.offline.speech;

/**
 * A stretch of speech, short enough to be decoded at once.
 *
 * @param start where it begins, in samples from the start of the stream
 * @param samples mono, 16 kHz
 * @param voiceMillis how much of it was found to be a voice
 */
record Segment(long start, float[] samples, int voiceMillis) {

    private static final int CERTAIN_MILLIS = 160;

    /** Whether it is long enough to be no mere click or cough. */
    boolean isCertainlySpeech() {
        return voiceMillis >= CERTAIN_MILLIS;
    }

    long end() {
        return start + samples.length;
    }
}

package dev.parley.offline.speech;

import ai.onnxruntime.OrtException;
import java.util.Arrays;

/**
 * The way of a stream's bytes to its {@link Segmenter}: samples, 16 kHz, frames, voice or not. Confined to the stream's lane.
 */
final class Hearing {

    private final SileroVad.Stream voice;
    private final Segmenter segmenter;
    private final GainControl gain = new GainControl();
    private AudioFormat format;
    private Resampler resampler;
    private float[] frame = new float[SileroVad.FRAME];
    private int filled;

    Hearing(SileroVad.Stream voice, Segmenter segmenter, AudioFormat format) {
        this.voice = voice;
        this.segmenter = segmenter;
        this.format = format;
        this.resampler = new Resampler(format.samplesPerSecond(), SileroVad.SAMPLE_RATE);
    }

    /** Changes how the bytes that follow hold sound. */
    void configure(AudioFormat newFormat) {
        if (newFormat != format) {
            format = newFormat;
            resampler = new Resampler(newFormat.samplesPerSecond(), SileroVad.SAMPLE_RATE);
        }
    }

    /** Hears whole samples, and runs {@code afterFrame} behind each frame of the detector. */
    void hear(byte[] bytes, int offset, int length, Runnable afterFrame) {
        float[] samples = resampler.process(format.samples(bytes, offset, length));
        for (int done = 0; done < samples.length; ) {
            int part = Math.min(samples.length - done, frame.length - filled);
            System.arraycopy(samples, done, frame, filled, part);
            filled += part;
            done += part;
            if (filled == frame.length) {
                judge(frame);
                afterFrame.run();
                frame = new float[SileroVad.FRAME];
                filled = 0;
            }
        }
    }

    /** Hears out what doesn't fill a frame yet, as if silence followed. */
    void finish() {
        if (filled > 0) {
            judge(Arrays.copyOf(frame, filled));
            frame = new float[SileroVad.FRAME];
            filled = 0;
        }
    }

    /** Forgets what doesn't fill a frame yet. */
    void discard() {
        filled = 0;
    }

    private void judge(float[] samples) {
        try {
            float[] whole = Arrays.copyOf(samples, SileroVad.FRAME);
            segmenter.accept(samples, voice.probability(gain.amplify(whole)));
        } catch (OrtException failure) {
            throw new IllegalStateException("the voice detector failed", failure);
        }
    }
}

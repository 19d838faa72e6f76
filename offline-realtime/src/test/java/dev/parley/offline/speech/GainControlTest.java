package dev.parley.offline.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GainControlTest {

    @Test
    void aQuietVoiceIsMadeLouderFromTheFirstFrameOn() {
        assertThat(peak(new GainControl().amplify(frame(0.01f)))).isGreaterThan(0.1f);
    }

    @Test
    void aLoudVoiceStaysAsItIs() {
        GainControl gain = new GainControl();
        gain.amplify(frame(0.9f));

        assertThat(gain.amplify(frame(0.9f))).containsExactly(frame(0.9f));
    }

    @Test
    void theNoiseOfAnEmptyRoomStaysNoise() {
        assertThat(peak(new GainControl().amplify(frame(0.0005f)))).isLessThan(0.01f);
    }

    @Test
    void nothingIsEverBeyondFullScale() {
        GainControl gain = new GainControl();
        gain.amplify(frame(0.001f));

        assertThat(peak(gain.amplify(frame(1f)))).isLessThanOrEqualTo(1f);
    }

    @Test
    void aWholePieceIsBroughtToFullLevel() {
        assertThat(peak(GainControl.normalise(frame(0.05f)))).isBetween(0.79f, 0.81f);
        assertThat(GainControl.normalise(new float[512])).containsOnly(0f);
    }

    private static float[] frame(float amplitude) {
        float[] frame = new float[512];
        Arrays.fill(frame, amplitude);
        return frame;
    }

    private static float peak(float[] samples) {
        float peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }
}

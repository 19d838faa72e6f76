package dev.parley.offline.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {

    @ParameterizedTest
    @CsvSource({"24000, 16000", "8000, 16000", "16000, 16000"})
    void givesAsManySamplesAsTheRatesSay(int from, int to) {
        assertThat(new Resampler(from, to).process(new float[from])).hasSize(to);
    }

    @ParameterizedTest
    @CsvSource({"24000, 440", "24000, 3000", "24000, 6500", "8000, 440", "8000, 3000"})
    void keepsATone(int from, int hertz) {
        float[] output = new Resampler(from, 16_000).process(tone(from, hertz));

        assertThat(loudness(output)).isCloseTo(loudness(tone(16_000, hertz)), within(0.01));
    }

    @ParameterizedTest
    @CsvSource({"9000", "11000"})
    void removesAToneThatTheLowerRateCannotHold(int hertz) {
        assertThat(loudness(new Resampler(24_000, 16_000).process(tone(24_000, hertz))))
                .isLessThan(0.005);
    }

    @Test
    void doesNotDependOnHowTheStreamIsCut() {
        float[] input = tone(24_000, 700);
        float[] whole = new Resampler(24_000, 16_000).process(input);

        Resampler resampler = new Resampler(24_000, 16_000);
        float[] pieces = new float[whole.length];
        int filled = 0;
        for (int offset = 0, size = 1; offset < input.length; offset += size, size = size % 977 + 13) {
            float[] piece = resampler.process(Arrays.copyOfRange(input, offset, Math.min(input.length, offset + size)));
            System.arraycopy(piece, 0, pieces, filled, piece.length);
            filled += piece.length;
        }

        assertThat(filled).isEqualTo(whole.length);
        assertThat(pieces).containsExactly(whole);
    }

    private static float[] tone(int rate, int hertz) {
        float[] samples = new float[rate];
        for (int i = 0; i < rate; i++) {
            samples[i] = (float) Math.sin(2 * Math.PI * hertz * i / rate);
        }
        return samples;
    }

    /** Root mean square, without the ends, where the filter sees silence. */
    private static double loudness(float[] samples) {
        double sum = 0;
        for (int i = 200; i < samples.length - 200; i++) {
            sum += samples[i] * samples[i];
        }
        return Math.sqrt(sum / (samples.length - 400));
    }
}

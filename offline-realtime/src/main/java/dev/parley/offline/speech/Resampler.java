package dev.parley.offline.speech;

import java.util.Arrays;

/**
 * A streaming converter between two sample rates: a windowed-sinc low-pass in polyphase form.
 *
 * <p>It keeps the history that its filter needs, so that the output doesn't depend on how the input was cut into blocks. The delay is half the
 * filter, about one millisecond. Not thread-safe: one for each stream.
 */
final class Resampler {

    private static final int TAPS_PER_PHASE = 48;

    /** Where the pass band ends, as part of the lower of the two Nyquist frequencies. */
    private static final double PASS_BAND = 0.95;

    private final int up;
    private final int down;

    /** One sub-filter for each of the {@code up} positions that an output can have between two inputs. */
    private final float[][] phases;

    /** The last inputs of the block before, as the filter looks back on them. */
    private float[] history = new float[TAPS_PER_PHASE - 1];

    /** Place of the next output, in steps of {@code 1 / up} input samples from the start of the next block. */
    private long next;

    /**
     * @param inputRate samples a second that come in
     * @param outputRate samples a second to give out
     */
    Resampler(int inputRate, int outputRate) {
        int divisor = greatestCommonDivisor(inputRate, outputRate);
        this.up = outputRate / divisor;
        this.down = inputRate / divisor;
        this.phases = lowPass(up, PASS_BAND * Math.min(inputRate, outputRate) / 2.0 / ((double) inputRate * up));
    }

    /** Converts the next block of the stream; the result holds what the input so far is enough for. */
    float[] process(float[] block) {
        float[] input = Arrays.copyOf(history, history.length + block.length);
        System.arraycopy(block, 0, input, history.length, block.length);
        long end = (long) block.length * up;
        float[] output = new float[next >= end ? 0 : (int) ((end - next + down - 1) / down)];
        for (int i = 0; i < output.length; i++, next += down) {
            output[i] = convolve(phases[(int) (next % up)], input, history.length + (int) (next / up));
        }
        next -= end;
        history = Arrays.copyOfRange(input, input.length - history.length, input.length);
        return output;
    }

    private static float convolve(float[] filter, float[] input, int newest) {
        float sum = 0;
        for (int tap = 0; tap < filter.length; tap++) {
            sum += filter[tap] * input[newest - tap];
        }
        return sum;
    }

    /** A Blackman-windowed sinc at {@code up} times the input rate, dealt out to the phases; {@code cutOff} is in cycles a sample. */
    private static float[][] lowPass(int up, double cutOff) {
        int length = TAPS_PER_PHASE * up;
        float[][] phases = new float[up][TAPS_PER_PHASE];
        for (int n = 0; n < length; n++) {
            double x = n - (length - 1) / 2.0;
            double sinc = x == 0 ? 2 * cutOff : Math.sin(2 * Math.PI * cutOff * x) / (Math.PI * x);
            double turn = 2 * Math.PI * n / (length - 1);
            double window = 0.42 - 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn);
            phases[n % up][n / up] = (float) (up * sinc * window);
        }
        return phases;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}

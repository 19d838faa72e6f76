package dev.parley.offline.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AudioFormatTest {

    @Test
    void pcmIsLittleEndianAndSigned() {
        assertThat(decode(AudioFormat.PCM16, 0x01, 0x00, 0xFF, 0x7F, 0x00, 0x80, 0xFF, 0xFF))
                .containsExactly(1, 32_767, -32_768, -1);
    }

    @Test
    void muLawFollowsG711() {
        assertThat(decode(AudioFormat.PCMU, 0xFF, 0x7F, 0x80, 0x00, 0xEF)).containsExactly(0, 0, 32_124, -32_124, 132);
    }

    @Test
    void aLawFollowsG711() {
        assertThat(decode(AudioFormat.PCMA, 0xD5, 0x55, 0xAA, 0x2A, 0xC5)).containsExactly(8, -8, 32_256, -32_256, 264);
    }

    @Test
    void lengthsAreInMilliseconds() {
        assertThat(AudioFormat.PCM16.millis(48_000)).isEqualTo(1_000);
        assertThat(AudioFormat.PCMU.millis(8)).isEqualTo(1);
    }

    private static int[] decode(AudioFormat format, int... codes) {
        byte[] bytes = new byte[codes.length];
        for (int i = 0; i < codes.length; i++) {
            bytes[i] = (byte) codes[i];
        }
        float[] samples = format.samples(bytes, 0, bytes.length);
        int[] values = new int[samples.length];
        for (int i = 0; i < samples.length; i++) {
            values[i] = Math.round(samples[i] * 32_768);
        }
        return values;
    }
}

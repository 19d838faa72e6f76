package dev.parley.transcription.session;

import java.time.Duration;

/** The one audio format of this service: 16-bit little-endian samples, mono, 24 kHz. */
final class Pcm16 {

    static final int BYTES_PER_SAMPLE = 2;
    static final int BYTES_PER_MILLI = 48;

    private Pcm16() {}

    static int bytes(Duration audio) {
        return Math.toIntExact(audio.toMillis() * BYTES_PER_MILLI);
    }

    static long millis(long bytes) {
        return bytes / BYTES_PER_MILLI;
    }
}

package dev.parley.offline.clips;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Recorded human speech with its words: public-domain recordings, 24 kHz mono PCM16. */
public enum Clip {
    KENNEDY(
            "jfk.wav",
            "and so my fellow americans ask not what your country can do for you ask what you can do for your country"),
    DASHWOOD(
            "0870_librivox.wav",
            "and mister john dashwood had then leisure to consider how much there might be prudently in his power to do for them"),
    SELFISH("0890_librivox.wav", "unless to be rather cold hearted and rather selfish is to be ill disposed");

    public static final int SAMPLES_PER_SECOND = 24_000;

    private static final int BYTES_PER_MILLI = SAMPLES_PER_SECOND / 1_000 * 2;

    private final String file;
    private final String words;

    Clip(String file, String words) {
        this.file = file;
        this.words = words;
    }

    /** What is said, in lower case and without punctuation. */
    public String words() {
        return words;
    }

    /** The sound, as the protocol wants it. */
    public byte[] pcm16() {
        return wav(file);
    }

    /** The sound of another recording of the test resources. */
    public static byte[] wav(String file) {
        try (InputStream resource = Clip.class.getResourceAsStream("/" + file);
                AudioInputStream sound =
                        AudioSystem.getAudioInputStream(new ByteArrayInputStream(resource.readAllBytes()))) {
            return sound.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnsupportedAudioFileException e) {
            throw new IllegalStateException(file, e);
        }
    }

    /** So much silence, as the protocol wants it. */
    public static byte[] silence(int millis) {
        return new byte[millis * BYTES_PER_MILLI];
    }

    /** How many bytes sound so long. */
    public static int bytes(int millis) {
        return millis * BYTES_PER_MILLI;
    }

    /** Sounds one behind the other. */
    public static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] whole = new byte[length];
        int offset = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, offset, part.length);
            offset += part.length;
        }
        return whole;
    }
}

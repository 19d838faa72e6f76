package dev.parley.transcription.upstream;

/**
 * The credential for the upstream. It goes upstream and nowhere else: the only way to its value is {@link #bearer()}, and
 * {@link #toString()} hides it.
 */
public record ApiKey(String value) {

    /** The value of an {@code Authorization} header. */
    public String bearer() {
        return "Bearer " + value;
    }

    @Override
    public String toString() {
        return "ApiKey[redacted]";
    }
}

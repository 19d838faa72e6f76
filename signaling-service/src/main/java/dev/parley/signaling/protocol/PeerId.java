package dev.parley.signaling.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * The public identity of somebody at one door: what others see and address. It is no secret; what proves it is the
 * resume token.
 *
 * @param value 16 characters of {@code 0-9a-v}, 80 random bits, when made here
 */
public record PeerId(@JsonValue String value) {

    private static final int LENGTH = 16;

    /** Takes what a client or a token names; whether such a peer exists is another question. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PeerId {
        Objects.requireNonNull(value);
        if (value.isEmpty() || value.length() > Limits.ID_CHARACTERS) {
            throw new InvalidMember("A peer's id has 1 to " + Limits.ID_CHARACTERS + " characters.");
        }
    }

    /** A new identity. */
    public static PeerId random(RandomGenerator random) {
        return new PeerId(Tokens.random(random, LENGTH));
    }

    @Override
    public String toString() {
        return value;
    }
}

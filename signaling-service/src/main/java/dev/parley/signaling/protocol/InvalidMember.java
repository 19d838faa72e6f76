package dev.parley.signaling.protocol;

/**
 * A message that isn't what the protocol asks for. Only the constructors of messages throw it, because JSON databinding
 * leaves them no other way to refuse; {@link JsonCodec} turns it into a {@link Refusal}.
 */
public final class InvalidMember extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** A message with a wrong member. */
    public InvalidMember(String message) {
        this(ErrorCode.INVALID_MESSAGE, message);
    }

    InvalidMember(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** A message with a member that is too large. */
    public static InvalidMember tooLarge(String message) {
        return new InvalidMember(ErrorCode.TOO_LARGE, message);
    }

    Refusal refusal() {
        return new Refusal(code, String.valueOf(getMessage()));
    }
}

package dev.parley.signaling.protocol;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of members that messages of both doors have. Each throws {@link InvalidMember} or returns the clean value. */
public final class Checks {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Checks() {}

    /** An {@code id} that may be missing. */
    public static @Nullable String optionalId(@Nullable String id) {
        if (id != null && (id.isEmpty() || id.length() > Limits.ID_CHARACTERS || isMalformed(id))) {
            throw new InvalidMember("An id has 1 to " + Limits.ID_CHARACTERS + " characters.");
        }
        return id;
    }

    /** An {@code id} that must be there. */
    public static String requiredId(@Nullable String id) {
        String checked = optionalId(id);
        if (checked == null) {
            throw new InvalidMember("The message needs an id.");
        }
        return checked;
    }

    /** An {@code id} that must be a UUID. */
    public static String uuid(@Nullable String id) {
        if (id == null || !UUID.matcher(id).matches()) {
            throw new InvalidMember("The id of a message is a UUID.");
        }
        return id;
    }

    /** A person's name: trimmed; {@code null} stays, the server gives one then. */
    public static @Nullable String optionalName(@Nullable String name) {
        return name == null ? null : label("A name", name, Limits.NAME_CHARACTERS);
    }

    /**
     * A short text on one line, trimmed.
     *
     * @param what the subject of the sentence that refuses it
     * @param maxCharacters in code points
     */
    public static String label(String what, @Nullable String value, int maxCharacters) {
        String trimmed = value == null ? "" : value.strip();
        if (trimmed.isEmpty() || trimmed.codePointCount(0, trimmed.length()) > maxCharacters) {
            throw new InvalidMember(what + " has 1 to " + maxCharacters + " characters.");
        }
        if (trimmed.codePoints().anyMatch(Character::isISOControl) || isMalformed(trimmed)) {
            throw new InvalidMember(what + " has no control characters.");
        }
        return trimmed;
    }

    /** What somebody says: not blank, at most {@link Limits#TEXT_BYTES}. */
    public static String text(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new InvalidMember("The text is missing or blank.");
        }
        return atMost("The text", text, Limits.TEXT_BYTES);
    }

    /** A string of well-formed Unicode of at most so many bytes of UTF-8. */
    public static String atMost(String what, String value, int maxBytes) {
        if (value.length() > maxBytes || value.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw InvalidMember.tooLarge(what + " is longer than " + maxBytes + " bytes.");
        }
        if (isMalformed(value)) {
            throw new InvalidMember(what + " has half of a surrogate pair.");
        }
        return value;
    }

    /** A member that must be there. */
    public static <T> T required(String member, @Nullable T value) {
        if (value == null) {
            throw new InvalidMember("The member " + member + " is missing.");
        }
        return value;
    }

    /** Whether half of a surrogate pair stands alone: it can't be written as UTF-8. */
    private static boolean isMalformed(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }
}

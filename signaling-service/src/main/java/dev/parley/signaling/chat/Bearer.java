package dev.parley.signaling.chat;

import org.jspecify.annotations.Nullable;

/**
 * The token of an {@code Authorization} header.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, 2.1</a>
 */
final class Bearer {

    private static final String SCHEME = "Bearer ";

    private Bearer() {}

    /** The token; null if the header is missing or of another kind. */
    static @Nullable String token(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? authorization.substring(SCHEME.length()).strip()
                : null;
    }
}

package dev.parley.signaling.protocol;

import java.nio.charset.StandardCharsets;

/**
 * A message encoded once, to be shared by all who receive it. Immutable.
 *
 * @param text the JSON
 * @param bytes its length in UTF-8
 * @param position where it stands in this node's copy of a log, ascending; {@link #UNLOGGED} if in none
 */
public record Frame(String text, int bytes, long position) {

    /** The position of a frame that is in no log. */
    public static final long UNLOGGED = 0;

    /** A frame that is in no log. */
    public static Frame of(String json) {
        return at(UNLOGGED, json);
    }

    /** A frame at a position of a log. */
    public static Frame at(long position, String json) {
        return new Frame(json, utf8Length(json), position);
    }

    /** The same bytes, as a frame that is in no log. */
    public Frame outOfLog() {
        return new Frame(text, bytes, UNLOGGED);
    }

    private static int utf8Length(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return text.length();
    }
}

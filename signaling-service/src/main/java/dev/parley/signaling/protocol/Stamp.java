package dev.parley.signaling.protocol;

import java.util.Optional;

/**
 * Puts one more member behind the {@code type} of an encoded message, so that a message that many receive is encoded once
 * although each receiver has its own number.
 */
public final class Stamp {

    private static final String CURSOR = "\"cursor\":\"";

    private Stamp() {}

    /** <code>{"type":"x",…}</code> becomes <code>{"type":"x","seq":7,…}</code>. */
    public static String seq(long seq, String json) {
        return insert("\"seq\":" + seq, json);
    }

    /** <code>{"type":"x",…}</code> becomes <code>{"type":"x","cursor":"…",…}</code>. The cursor needs no escaping. */
    public static String cursor(String cursor, String json) {
        return insert(CURSOR + cursor + '"', json);
    }

    /** The cursor that a message was stamped with. */
    public static Optional<String> cursorOf(String json) {
        int start = json.indexOf(',') + 1;
        if (!json.startsWith(CURSOR, start)) {
            return Optional.empty();
        }
        int cursor = start + CURSOR.length();
        return Optional.of(json.substring(cursor, json.indexOf('"', cursor)));
    }

    /** The type comes first and has no comma in it: the first comma, or the end, is where it ends. */
    private static String insert(String member, String json) {
        int comma = json.indexOf(',');
        int end = comma < 0 ? json.length() - 1 : comma;
        return json.substring(0, end) + ',' + member + json.substring(end);
    }
}

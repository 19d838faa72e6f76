package dev.parley.signaling.redis;

import java.util.Map;

/**
 * One record of a stream.
 *
 * @param id as Redis names it, {@code <number>-<number>}
 */
public record StreamRecord(String id, Map<String, String> fields) {

    /** The first number of its id. */
    public long number() {
        return Long.parseLong(id.substring(0, id.indexOf('-')));
    }

    /** A field that every record of its kind has. */
    public String get(String field) {
        String value = fields.get(field);
        if (value == null) {
            throw new IllegalStateException("A record of the stream has no field " + field);
        }
        return value;
    }

    /** A field that is a number. */
    public long number(String field) {
        return Long.parseLong(get(field));
    }
}

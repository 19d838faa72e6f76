package dev.parley.offline.protocol;

import java.security.SecureRandom;

/** Makes identifiers of the shape that the API uses: a prefix and 21 letters or digits. Thread-safe. */
public final class Ids {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 21;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    public static String event() {
        return random("event_");
    }

    public static String item() {
        return random("item_");
    }

    public static String session() {
        return random("sess_");
    }

    private static String random(String prefix) {
        StringBuilder id = new StringBuilder(prefix);
        RANDOM.ints(LENGTH, 0, ALPHABET.length()).forEach(index -> id.append(ALPHABET.charAt(index)));
        return id.toString();
    }
}

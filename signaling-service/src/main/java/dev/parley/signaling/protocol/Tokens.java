package dev.parley.signaling.protocol;

import java.util.random.RandomGenerator;

/** Random names of lower-case letters and digits, five bits a character. */
public final class Tokens {

    private static final char[] ALPHABET = "0123456789abcdefghijklmnopqrstuv".toCharArray();

    private Tokens() {}

    /**
     * A random name.
     *
     * @param length characters, five random bits each
     */
    public static String random(RandomGenerator random, int length) {
        char[] characters = new char[length];
        for (int i = 0; i < length; i++) {
            characters[i] = ALPHABET[random.nextInt(ALPHABET.length)];
        }
        return new String(characters);
    }
}

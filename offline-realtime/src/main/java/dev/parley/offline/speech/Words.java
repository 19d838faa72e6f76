package dev.parley.offline.speech;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How text is taken apart into words, and when two words are the same to the ear. */
final class Words {

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern SILENT = Pattern.compile("[^\\p{L}\\p{N}']");
    private static final Pattern PUNCTUATION_AT_END = Pattern.compile("[\\p{Punct}&&[^'%)\\]]]+$");

    private Words() {}

    /** The words of a text, punctuation and all. */
    static List<String> of(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? List.of() : List.of(SPACE.split(stripped));
    }

    /** Whether two words sound the same: case and punctuation can't be heard, and change while a sentence grows. */
    static boolean same(String one, String other) {
        return one.equals(other) || sound(one).equals(sound(other));
    }

    /** The word without the punctuation that it ends with. */
    static String bare(String word) {
        String bare = PUNCTUATION_AT_END.matcher(word).replaceFirst("");
        return bare.isEmpty() ? word : bare;
    }

    private static String sound(String word) {
        return SILENT.matcher(word.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}

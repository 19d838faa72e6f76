package dev.parley.offline.clips;

import java.util.List;
import java.util.Locale;

/**
 * How far a transcript is from what was said: the fewest words to replace, insert or remove.
 *
 * @param errors how many
 * @param missed how many of them are words that were said and not heard at all
 * @param words how many words were said
 */
public record WordErrors(int errors, int missed, int words) {

    public static final WordErrors NONE = new WordErrors(0, 0, 0);

    /** What an error costs; a missed word costs one more, so that the sum holds both numbers. */
    private static final int ERROR = 1_000;

    /** Compares words, not writing: case and punctuation don't count, nor does how "mister" is written. */
    public static WordErrors between(String said, String transcript) {
        List<String> expected = words(said);
        List<String> actual = words(transcript);
        int[] row = new int[actual.size() + 1];
        for (int j = 0; j <= actual.size(); j++) {
            row[j] = j * ERROR;
        }
        for (int i = 1; i <= expected.size(); i++) {
            int diagonal = row[0];
            row[0] = i * (ERROR + 1);
            for (int j = 1; j <= actual.size(); j++) {
                int replaced = diagonal + (expected.get(i - 1).equals(actual.get(j - 1)) ? 0 : ERROR);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j] + ERROR + 1, row[j - 1] + ERROR));
            }
        }
        int cost = row[actual.size()];
        return new WordErrors(cost / ERROR, cost % ERROR, expected.size());
    }

    public WordErrors plus(WordErrors other) {
        return new WordErrors(errors + other.errors, missed + other.missed, words + other.words);
    }

    /** Errors as part of the words said. */
    public double rate() {
        return (double) errors / words;
    }

    public static List<String> words(String text) {
        String plain = text.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9' ]+", " ")
                .replaceAll("\\bmr\\b", "mister")
                .strip();
        return plain.isEmpty() ? List.of() : List.of(plain.split(" +"));
    }
}

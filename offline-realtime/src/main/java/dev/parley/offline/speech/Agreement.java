package dev.parley.offline.speech;

import java.util.ArrayList;
import java.util.List;

/**
 * What two hypotheses in a row agree on: their common beginning.
 *
 * <p>While speech goes on the model hears it anew again and again, and the end of what it hears is often wrong: a word cut in half sounds like
 * another one. What it says twice, with more audio the second time, it seldom takes back. Not thread-safe.
 */
final class Agreement {

    private List<String> before = List.of();

    /** Takes the next hypothesis, and gives the words of it that the one before had too. */
    List<String> agree(List<String> hypothesis) {
        List<String> common = new ArrayList<>();
        for (int i = 0; i < Math.min(before.size(), hypothesis.size()); i++) {
            String word = hypothesis.get(i);
            if (!Words.same(word, before.get(i))) {
                break;
            }
            // A full stop at the end of what was heard so far only says that the audio stopped there.
            boolean sure = word.equals(before.get(i)) && i < hypothesis.size() - 1;
            common.add(sure ? word : Words.bare(word));
        }
        before = hypothesis;
        return common;
    }

    /** Forgets the hypothesis before: the next one is of other speech. */
    void reset() {
        before = List.of();
    }
}

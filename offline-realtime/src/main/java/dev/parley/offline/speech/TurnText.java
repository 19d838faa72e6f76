package dev.parley.offline.speech;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of one turn as it is given out: append-only pieces while it grows, and the whole of it at the end.
 *
 * <p>What was given out can't be taken back. When the final text of a segment differs from what its partial hypotheses had agreed on, only what
 * comes behind is given out; {@link #transcript} has it right. Not thread-safe.
 */
final class TurnText {

    private final Agreement agreement = new Agreement();
    private final List<String> settled = new ArrayList<>();

    /** What was given out of the segments that aren't settled yet. */
    private List<String> given = new ArrayList<>();

    private boolean begun;

    /** Takes the next hypothesis about the first segment that isn't settled, and gives what can be appended; empty if nothing. */
    String suppose(String hypothesis) {
        List<String> agreed = agreement.agree(Words.of(hypothesis));
        int covered = Alignment.of(given, agreed).heard();
        if (agreed.size() <= given.size()) {
            return "";
        }
        return give(agreed.subList(covered, agreed.size()));
    }

    /**
     * Takes the final text of the first segment that isn't settled, and gives what can be appended; empty if nothing.
     *
     * @param goesOn whether the segment was cut while its speaker went on: then what was given out beyond its end is of the next one
     */
    String settle(String text, boolean goesOn) {
        List<String> words = Words.of(text);
        settled.addAll(words);
        agreement.reset();
        Alignment alignment = Alignment.of(given, words);
        String rest = give(words.subList(alignment.heard(), words.size()));
        given = goesOn && alignment.heard() == words.size()
                ? new ArrayList<>(given.subList(alignment.given(), given.size()))
                : new ArrayList<>();
        return rest;
    }

    /** The final text of all segments that are settled. */
    String transcript() {
        return String.join(" ", settled);
    }

    private String give(List<String> words) {
        if (words.isEmpty()) {
            return "";
        }
        given.addAll(words);
        String piece = (begun ? " " : "") + String.join(" ", words);
        begun = true;
        return piece;
    }
}

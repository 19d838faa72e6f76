package dev.parley.offline.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnTextTest {

    private final TurnText text = new TurnText();

    @Test
    void piecesWithTheirWhiteSpaceMakeUpTheTranscript() {
        StringBuilder given = new StringBuilder();
        given.append(text.suppose("And so"));
        given.append(text.suppose("And so my"));
        given.append(text.suppose("And so my fellow"));
        given.append(text.settle("And so my fellow Americans.", false));
        given.append(text.settle("Ask not.", false));

        assertThat(given).hasToString("And so my fellow Americans. Ask not.");
        assertThat(text.transcript()).isEqualTo("And so my fellow Americans. Ask not.");
    }

    @Test
    void nothingIsGivenOutTwiceAndNothingTakenBack() {
        text.suppose("Is not what");
        assertThat(text.suppose("Is not what your")).isEqualTo("Is not what");

        assertThat(text.settle("Ask not what your country", false)).isEqualTo(" your country");
        assertThat(text.transcript()).isEqualTo("Ask not what your country");
    }

    @Test
    void aMissingWordDoesNotShiftTheRest() {
        text.suppose("I'd less to be rather");
        text.suppose("I'd less to be rather cold");

        assertThat(text.settle("Unless to be rather cold-hearted", false)).isEqualTo(" cold-hearted");
    }

    @Test
    void wordsBehindACutBelongToTheNextSegment() {
        text.suppose("one two three four");
        text.suppose("one two three four five");

        assertThat(text.settle("one two", true)).isEmpty();
        assertThat(text.settle("three four five", false)).isEqualTo(" five");
        assertThat(text.transcript()).isEqualTo("one two three four five");
    }

    @Test
    void wordsThatTheFinalTextLacksAreForgottenWithTheSegment() {
        text.suppose("one two you");
        text.suppose("one two you know");

        assertThat(text.settle("one two", false)).isEmpty();
        assertThat(text.settle("three", false)).isEqualTo(" three");
    }

    @Test
    void silenceSaysNothing() {
        assertThat(text.suppose("")).isEmpty();
        assertThat(text.settle("", false)).isEmpty();
        assertThat(text.transcript()).isEmpty();
    }
}

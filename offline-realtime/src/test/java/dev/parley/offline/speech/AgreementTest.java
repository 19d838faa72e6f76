package dev.parley.offline.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private final Agreement agreement = new Agreement();

    @Test
    void nothingIsSureTheFirstTime() {
        assertThat(agree("ask not what")).isEmpty();
    }

    @Test
    void whatIsSaidTwiceIsSure() {
        agree("ask not wart");

        assertThat(agree("ask not what your")).containsExactly("ask", "not");
        assertThat(agree("ask not what your country")).containsExactly("ask", "not", "what", "your");
    }

    @Test
    void caseAndPunctuationMakeNoDifferenceAndAreLeftOutWhileTheyChange() {
        agree("And so, my");

        assertThat(agree("and so my fellow")).containsExactly("and", "so", "my");
    }

    @Test
    void aFullStopAtTheEndOfTheAudioIsNoFullStop() {
        agree("And so my.");

        assertThat(agree("And so my.")).containsExactly("And", "so", "my");
    }

    @Test
    void otherSpeechBeginsAnew() {
        agree("ask not");
        agreement.reset();

        assertThat(agree("ask not")).isEmpty();
    }

    private List<String> agree(String text) {
        return agreement.agree(Words.of(text));
    }
}

package dev.parley.offline.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartialPaceTest {

    @Test
    void guessesComeOftenAtFirstAndThenEveryHalfSecond() {
        PartialPace pace = new PartialPace();
        List<Integer> guesses = new ArrayList<>();
        for (int millis = 0; millis <= 3_500; millis += 50) {
            long length = millis * 16L;
            if (pace.isDue(length)) {
                pace.done(length);
                guesses.add(millis);
            }
        }

        assertThat(guesses).containsExactly(600, 850, 1_100, 1_350, 1_600, 2_100, 2_600, 3_100);
    }
}

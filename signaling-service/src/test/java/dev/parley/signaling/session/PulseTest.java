package dev.parley.signaling.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signaling.testing.Simulation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PulseTest {

    private final Simulation clock = new Simulation();
    private final Pulse.Bounds bounds = new Pulse.Bounds(Duration.ofSeconds(20), Duration.ofSeconds(10));

    @Test
    void whoIsSilentIsAskedAndWhoDoesNotAnswerIsDead() {
        Pulse pulse = new Pulse(bounds, true, clock);
        clock.advance(Duration.ofSeconds(19));
        assertThat(pulse.check()).isEqualTo(Pulse.Finding.FINE);
        clock.advance(Duration.ofSeconds(1));
        assertThat(pulse.check()).isEqualTo(Pulse.Finding.ASK);
        clock.advance(Duration.ofSeconds(9));
        assertThat(pulse.check()).isEqualTo(Pulse.Finding.FINE);
        clock.advance(Duration.ofSeconds(1));
        assertThat(pulse.check()).isEqualTo(Pulse.Finding.DEAD);
    }

    @Test
    void whateverComesIsAnAnswer() {
        Pulse pulse = new Pulse(bounds, true, clock);
        for (int i = 0; i < 10; i++) {
            clock.advance(Duration.ofSeconds(20));
            assertThat(pulse.check()).isEqualTo(Pulse.Finding.ASK);
            clock.advance(Duration.ofSeconds(9));
            pulse.heard();
            assertThat(pulse.check()).isEqualTo(Pulse.Finding.FINE);
        }
    }

    @Test
    void whoCannotAnswerIsAskedAgainAndAgain() {
        Pulse pulse = new Pulse(bounds, false, clock);
        for (int i = 0; i < 10; i++) {
            clock.advance(Duration.ofSeconds(20));
            assertThat(pulse.check()).isEqualTo(Pulse.Finding.ASK);
        }
    }
}

package dev.parley.signaling.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signaling.protocol.Door;
import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.testing.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {

    private static final Peer ADA = new Peer(new PeerId("k3v9q2m7x4t1b8wz"), "Ada Ünïcode\n.x");

    private final Simulation clock = new Simulation();
    private final Resume resume = resume("a");

    @Test
    void bringsBackTheSameIdentity() {
        assertThat(resume.verify(Door.CHAT, resume.issue(Door.CHAT, ADA))).contains(ADA);
    }

    @Test
    void isGoodOnAnyNodeWithTheSameSecret() {
        assertThat(resume("a").verify(Door.CHAT, resume.issue(Door.CHAT, ADA))).contains(ADA);
        assertThat(resume("b").verify(Door.CHAT, resume.issue(Door.CHAT, ADA))).isEmpty();
    }

    @Test
    void secretsCanBeChangedWithoutABreak() {
        String token = resume.issue(Door.CHAT, ADA);

        assertThat(resume("b", "a").verify(Door.CHAT, token)).contains(ADA);
        assertThat(resume("a").verify(Door.CHAT, resume("b", "a").issue(Door.CHAT, ADA)))
                .isEmpty();
    }

    @Test
    void isOfOneDoor() {
        assertThat(resume.verify(Door.ROOMS, resume.issue(Door.CHAT, ADA))).isEmpty();
    }

    @Test
    void expires() {
        String token = resume.issue(Door.CHAT, ADA);
        clock.advance(Duration.ofMinutes(59));
        assertThat(resume.verify(Door.CHAT, token)).contains(ADA);

        clock.advance(Duration.ofMinutes(1));
        assertThat(resume.verify(Door.CHAT, token)).isEmpty();
    }

    @Test
    void isRefusedWhenAnyCharacterIsChanged() {
        String token = resume.issue(Door.CHAT, ADA);
        int lastOfPayload = token.lastIndexOf('.');
        for (int i = 0; i < lastOfPayload; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String forged = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(resume.verify(Door.CHAT, forged)).as("character %d", i).isEmpty();
        }
        assertThat(resume.verify(Door.CHAT, token.substring(0, lastOfPayload + 1)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "...", "v1.x.y.z", "v1..", "not a token", "v2.a.b.c", "v1.\u0000.b.c"})
    void garbageIsRefused(String garbage) {
        assertThat(resume.verify(Door.CHAT, garbage)).isEmpty();
    }

    private Resume resume(String... secrets) {
        return new Resume(List.of(secrets), Duration.ofHours(1), clock);
    }
}

package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllowanceTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void gives_so_many_at_once_and_then_so_many_a_second() {
        long now = Long.MAX_VALUE - 10;
        Allowance allowance = new Allowance(3, 2, now);
        assertThat(allowance.take(now)).isTrue();
        assertThat(allowance.take(now)).isTrue();
        assertThat(allowance.take(now)).isTrue();
        assertThat(allowance.take(now)).isFalse();
        assertThat(allowance.take(now + SECOND / 2 - 1)).isFalse();
        assertThat(allowance.take(now + SECOND / 2)).isTrue();
        assertThat(allowance.take(now + SECOND / 2)).isFalse();
        assertThat(allowance.take(now + 60 * SECOND)).isTrue();
        assertThat(allowance.take(now + 60 * SECOND)).isTrue();
        assertThat(allowance.take(now + 60 * SECOND)).isTrue();
        assertThat(allowance.take(now + 60 * SECOND)).isFalse();
    }
}

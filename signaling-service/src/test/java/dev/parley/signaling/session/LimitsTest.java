package dev.parley.signaling.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signaling.testing.Simulation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private final Simulation clock = new Simulation();

    @Test
    void aBucketAllowsABurstAndThenItsRate() {
        TokenBucket bucket = new TokenBucket(20, 60, clock);
        assertThat(take(bucket, 100)).isEqualTo(60);

        clock.advance(Duration.ofSeconds(1));
        assertThat(take(bucket, 100)).isEqualTo(20);

        clock.advance(Duration.ofMillis(50));
        assertThat(take(bucket, 100)).isEqualTo(1);

        clock.advance(Duration.ofHours(1));
        assertThat(take(bucket, 100)).isEqualTo(60);
    }

    @Test
    void anAddressHasSoManyPlaces() {
        AddressLimit limit = new AddressLimit(2);
        assertThat(limit.tryAcquire("192.0.2.1")).isTrue();
        assertThat(limit.tryAcquire("192.0.2.1")).isTrue();
        assertThat(limit.tryAcquire("192.0.2.1")).isFalse();
        assertThat(limit.tryAcquire("192.0.2.2")).isTrue();

        limit.release("192.0.2.1");
        assertThat(limit.tryAcquire("192.0.2.1")).isTrue();
    }

    @Test
    void aNetworkOfIpv6CountsAsOneAddress() {
        AddressLimit limit = new AddressLimit(1);
        assertThat(limit.tryAcquire("2001:db8:1:2:3:4:5:6")).isTrue();
        assertThat(limit.tryAcquire("2001:db8:1:2::9")).isFalse();
        assertThat(limit.tryAcquire("2001:db8:1:3::9")).isTrue();
        assertThat(limit.tryAcquire("::1")).isTrue();
        assertThat(limit.tryAcquire("2001:db8::1")).isTrue();
        assertThat(limit.tryAcquire("2001:db8:0:0:7::1")).isFalse();
        assertThat(limit.tryAcquire("::ffff:192.0.2.1")).isTrue();
    }

    private static int take(TokenBucket bucket, int attempts) {
        int taken = 0;
        for (int i = 0; i < attempts; i++) {
            taken += bucket.tryTake() ? 1 : 0;
        }
        return taken;
    }
}

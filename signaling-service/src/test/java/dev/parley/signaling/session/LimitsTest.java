package dev.parley.signaling.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signaling.protocol.CloseCode;
import dev.parley.signaling.telemetry.Limit;
import dev.parley.signaling.testing.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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
        Addresses limit = new Addresses(2, 100, clock);
        assertThat(limit.tryAcquire("192.0.2.1")).isTrue();
        assertThat(limit.tryAcquire("192.0.2.1")).isTrue();
        assertThat(limit.tryAcquire("192.0.2.1")).isFalse();
        assertThat(limit.tryAcquire("192.0.2.2")).isTrue();

        limit.release("192.0.2.1");
        assertThat(limit.tryAcquire("192.0.2.1")).isTrue();
    }

    @Test
    void aNetworkOfIpv6CountsAsOneAddress() {
        Addresses limit = new Addresses(1, 100, clock);
        assertThat(limit.tryAcquire("2001:db8:1:2:3:4:5:6")).isTrue();
        assertThat(limit.tryAcquire("2001:db8:1:2::9")).isFalse();
        assertThat(limit.tryAcquire("2001:db8:1:3::9")).isTrue();
        assertThat(limit.tryAcquire("::1")).isTrue();
        assertThat(limit.tryAcquire("2001:db8::1")).isTrue();
        assertThat(limit.tryAcquire("2001:db8:0:0:7::1")).isFalse();
        assertThat(limit.tryAcquire("::ffff:192.0.2.1")).isTrue();
    }

    @Test
    void anAddressMaySendSoMuchByAllItsSockets() {
        Addresses addresses = new Addresses(2, 10, clock);
        assertThat(take(addresses.messages("2001:db8:1:2::1"), 100)).isEqualTo(30);
        assertThat(take(addresses.messages("2001:db8:1:2::2"), 100)).isZero();
        assertThat(take(addresses.messages("192.0.2.1"), 100)).isEqualTo(30);

        addresses.sweep();
        assertThat(take(addresses.messages("192.0.2.1"), 100)).isZero();
        clock.advance(Duration.ofSeconds(3));
        addresses.sweep();
        assertThat(take(addresses.messages("192.0.2.1"), 100)).isEqualTo(30);
    }

    @Test
    void aNodeHasSoManyPlaces() {
        Gate gate = new Gate(config(3, 1_000_000), FakeSocket.node(clock, 1_000_000));
        List<Gate.Place> places = Stream.of("192.0.2.1", "192.0.2.1", "192.0.2.2")
                .map(gate::enter)
                .toList();
        assertThat(places).allMatch(place -> place.rejection().isEmpty());
        assertThat(gate.full()).isPresent();

        Gate.Place fourth = gate.enter("192.0.2.3");
        assertThat(fourth.rejection().orElseThrow().code()).isEqualTo(CloseCode.UNAVAILABLE);
        fourth.release();
        assertThat(gate.full()).isPresent();

        places.get(0).release();
        places.get(0).release();
        assertThat(gate.sockets()).isEqualTo(2);
        assertThat(gate.full()).isEmpty();
        assertThat(gate.enter("192.0.2.3").rejection()).isEmpty();
    }

    @Test
    void aNodeWithTooMuchToSendTakesNobody() {
        Node node = FakeSocket.node(clock, 1000);
        Gate gate = new Gate(config(3, 1000), node);
        node.outboxes().add(1000);
        assertThat(gate.enter("192.0.2.1").rejection().orElseThrow().limit()).isEqualTo(Limit.NODE_OUTBOXES);

        node.outboxes().add(-1);
        assertThat(gate.enter("192.0.2.1").rejection()).isEmpty();
    }

    private static SessionConfig config(int socketsPerNode, long outboxBytesPerNode) {
        TestSessionConfig defaults = new TestSessionConfig();
        return new TestSessionConfig(
                defaults.helloTimeout(),
                defaults.outboxBytes(),
                defaults.outboxPatience(),
                defaults.socketsPerAddress(),
                defaults.messagesPerAddress(),
                socketsPerNode,
                outboxBytesPerNode,
                defaults.pingInterval(),
                defaults.pingTimeout());
    }

    private static int take(TokenBucket bucket, int attempts) {
        int taken = 0;
        for (int i = 0; i < attempts; i++) {
            taken += bucket.tryTake() ? 1 : 0;
        }
        return taken;
    }
}

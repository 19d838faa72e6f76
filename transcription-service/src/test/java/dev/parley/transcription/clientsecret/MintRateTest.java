package dev.parley.transcription.clientsecret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.transcription.address.ClientNetwork;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MintRateTest {

    private static final ClientNetwork ANNA = new ClientNetwork("anna");
    private static final ClientNetwork BEN = new ClientNetwork("ben");

    private long now = Long.MAX_VALUE - 1000;

    private MintRate rate(int perAddress, int perNode) {
        return new MintRate(
                new MintLimits() {
                    @Override
                    public int perAddress() {
                        return perAddress;
                    }

                    @Override
                    public int perNode() {
                        return perNode;
                    }

                    @Override
                    public Duration keyLifetime() {
                        return Duration.ofMinutes(1);
                    }
                },
                () -> now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void gives_an_address_its_keys_and_not_one_more() {
        MintRate rate = rate(3, 100);
        for (int key = 0; key < 3; key++) {
            assertThat(rate.take(ANNA)).isEmpty();
        }
        assertThat(rate.take(ANNA)).contains(Duration.ofSeconds(20));
        assertThat(rate.take(BEN)).isEmpty();
        pass(Duration.ofMillis(19_999));
        assertThat(rate.take(ANNA)).isPresent();
        pass(Duration.ofMillis(1));
        assertThat(rate.take(ANNA)).isEmpty();
        assertThat(rate.take(ANNA)).isPresent();
        pass(Duration.ofMinutes(5));
        for (int key = 0; key < 3; key++) {
            assertThat(rate.take(ANNA)).isEmpty();
        }
        assertThat(rate.take(ANNA)).isPresent();
    }

    @Test
    void gives_the_node_its_keys_and_not_one_more() {
        MintRate rate = rate(3, 4);
        rate.take(ANNA);
        rate.take(ANNA);
        rate.take(BEN);
        assertThat(rate.take(BEN)).isEmpty();
        assertThat(rate.take(BEN)).isPresent();
        pass(Duration.ofSeconds(15));
        assertThat(rate.take(BEN)).isEmpty();
    }

    @Test
    void what_was_refused_costs_nothing() {
        MintRate rate = rate(1, 100);
        rate.take(ANNA);
        Optional<Duration> wait = rate.take(ANNA);
        for (int more = 0; more < 100; more++) {
            rate.take(ANNA);
        }
        pass(wait.orElseThrow());
        assertThat(rate.take(ANNA)).isEmpty();
    }

    @Test
    void remembers_so_many_networks_and_for_a_minute() {
        MintRate rate = rate(1, 1_000_000);
        for (int network = 0; network < MintRate.MAX_NETWORKS; network++) {
            assertThat(rate.take(new ClientNetwork("n" + network))).isEmpty();
        }
        assertThat(rate.take(ANNA)).contains(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(1));
        assertThat(rate.take(ANNA)).isEmpty();
    }
}

package dev.parley.transcription.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.SocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientNetworkTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff",
        "2001:db8::1, 2001:0db8:0:0::2",
        "2001:DB8:1:2::1, 2001:db8:1:2::1",
        "fe80::1%eth0, fe80::2",
        "::ffff:203.0.113.7, 203.0.113.7",
        "::1, ::2",
    })
    void is_the_same_for(String one, String other) {
        assertThat(ClientNetwork.of(one)).isEqualTo(ClientNetwork.of(other));
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.8",
        "2001:db8:1:2::1, 2001:db8:1:3::1",
        "2001:db8::1:2:3:4, 2001:db8:1:2::1",
        "not:an:address, not:another:address",
    })
    void is_another_for(String one, String other) {
        assertThat(ClientNetwork.of(one)).isNotEqualTo(ClientNetwork.of(other));
    }

    @Test
    void takes_whatever_a_gateway_states() {
        assertThat(ClientNetwork.of((SocketAddress) null)).isNotNull();
        assertThat(ClientNetwork.of(SocketAddress.inetSocketAddress(1, "made-up"))
                        .name())
                .isEqualTo("made-up");
    }
}

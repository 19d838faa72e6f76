package dev.parley.signaling.ice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signaling.protocol.PeerId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnCredentialsTest {

    @Test
    void areWhatCoturnComputes() {
        IceServer server = new TurnCredentials(List.of("turn:turn.example.org:3478"), "north")
                .issue(new PeerId("ada"), Instant.ofEpochSecond(1795254680L));

        assertThat(server.username()).isEqualTo("1795254680:ada");
        // echo -n 1795254680:ada | openssl dgst -sha1 -hmac north -binary | base64
        assertThat(server.credential()).isEqualTo("TIwyt+QI/TXxyfLLjnG+qWsqxck=");
        assertThat(server).asString().doesNotContain(server.credential());
    }
}

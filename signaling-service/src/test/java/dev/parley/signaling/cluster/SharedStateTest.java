package dev.parley.signaling.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedStateTest {

    private static final Optional<List<String>> SECRET = Optional.of(List.of("0123456789abcdef0123456789abcdef"));

    @Test
    void aSingleNodeMayMakeItsOwnSecret() {
        assertThatCode(() -> SharedState.checkSecret(ClusterMode.MEMORY, Optional.empty()))
                .doesNotThrowAnyException();
    }

    @Test
    void severalNodesNeedOneSecret() {
        assertThatThrownBy(() -> SharedState.checkSecret(ClusterMode.REDIS, Optional.empty()))
                .hasMessageContaining("PARLEY_RESUME_SECRET");
        assertThatCode(() -> SharedState.checkSecret(ClusterMode.REDIS, SECRET)).doesNotThrowAnyException();
    }
}

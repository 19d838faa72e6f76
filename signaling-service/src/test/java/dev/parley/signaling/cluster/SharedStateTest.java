package dev.parley.signaling.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SharedStateTest {

    @Test
    void memoryIsServed() {
        assertThatCode(() -> new SharedState(() -> ClusterMode.MEMORY)).doesNotThrowAnyException();
    }

    @Test
    void redisIsRefusedInClearWords() {
        assertThatThrownBy(() -> new SharedState(() -> ClusterMode.REDIS))
                .hasMessageContaining("PARLEY_CLUSTER_MODE=redis is not served yet");
    }
}

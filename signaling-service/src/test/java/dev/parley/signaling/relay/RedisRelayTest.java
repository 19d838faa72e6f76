package dev.parley.signaling.relay;

import dev.parley.signaling.cluster.TestNode;
import org.junit.jupiter.api.AfterEach;

class RedisRelayTest extends RelayContract {

    private final TestNode node = TestNode.alone().start();

    @AfterEach
    void stop() {
        node.close();
    }

    @Override
    protected Relay relay() {
        return node.relay();
    }
}

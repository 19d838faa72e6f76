package dev.parley.signaling.presence;

import dev.parley.signaling.cluster.TestNode;
import org.junit.jupiter.api.AfterEach;

class RedisPresenceTest extends PresenceContract {

    private final TestNode node = TestNode.alone().start();

    @AfterEach
    void stop() {
        node.close();
    }

    @Override
    protected Presence presence() {
        return node.presence();
    }
}

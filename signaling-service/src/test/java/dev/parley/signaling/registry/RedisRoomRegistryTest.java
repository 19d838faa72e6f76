package dev.parley.signaling.registry;

import dev.parley.signaling.cluster.TestNode;
import org.junit.jupiter.api.AfterEach;

class RedisRoomRegistryTest extends RoomRegistryContract {

    private final TestNode node = TestNode.alone().start();

    @AfterEach
    void stop() {
        node.close();
    }

    @Override
    protected RoomRegistry registry() {
        return node.registry();
    }
}

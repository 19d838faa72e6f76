package dev.parley.signaling.log;

import dev.parley.signaling.cluster.TestNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

class RedisChatLogTest extends ChatLogContract {

    private final TestNode node = TestNode.alone().start();

    @AfterEach
    void stop() {
        node.close();
    }

    @Override
    protected ChatLog log() {
        return node.log();
    }

    @Override
    protected void advance(Duration duration) {
        node.advance(duration);
    }
}

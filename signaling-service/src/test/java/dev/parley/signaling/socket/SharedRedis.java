package dev.parley.signaling.socket;

import dev.parley.signaling.testing.RedisServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A Redis for the service under test, which a test can take away. */
public class SharedRedis implements QuarkusTestResourceLifecycleManager {

    private RedisServer server;

    @Override
    public Map<String, String> start() {
        server = RedisServer.volatileData();
        return Map.of(
                "quarkus.redis.hosts", server.uri(),
                "parley.cluster.mode", "redis",
                "parley.resume.secret", "0123456789abcdef0123456789abcdef",
                "parley.redis.timeout", "500MS",
                "parley.redis.heartbeat", "100MS",
                "parley.redis.dead-after", "1S");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(server, new TestInjector.MatchesType(RedisServer.class));
    }

    @Override
    public void stop() {
        server.close();
    }
}

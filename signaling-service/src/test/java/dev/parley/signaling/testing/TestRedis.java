package dev.parley.signaling.testing;

import java.util.concurrent.atomic.AtomicInteger;

/** The redis-server of a test's JVM: it starts with the first test that wants it, and keeps nothing on disk. */
public final class TestRedis {

    private static final AtomicInteger PREFIXES = new AtomicInteger();
    private static final RedisServer SERVER = RedisServer.volatileData();

    private TestRedis() {}

    /** Where it listens. */
    public static String uri() {
        return SERVER.uri();
    }

    /** A prefix that no other test has. */
    public static String prefix() {
        return "test" + PREFIXES.incrementAndGet();
    }
}

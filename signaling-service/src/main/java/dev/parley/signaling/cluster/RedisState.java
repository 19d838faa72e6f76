package dev.parley.signaling.cluster;

import dev.parley.signaling.log.ChatLog;
import dev.parley.signaling.log.PartedChatLog;
import dev.parley.signaling.log.RedisChatLog;
import dev.parley.signaling.presence.Presence;
import dev.parley.signaling.presence.RedisPresence;
import dev.parley.signaling.protocol.Tokens;
import dev.parley.signaling.redis.Feed;
import dev.parley.signaling.redis.Heartbeat;
import dev.parley.signaling.redis.Inbox;
import dev.parley.signaling.redis.Persistence;
import dev.parley.signaling.redis.Redis;
import dev.parley.signaling.registry.RedisRoomRegistry;
import dev.parley.signaling.registry.RoomRegistry;
import dev.parley.signaling.relay.RedisRelay;
import dev.parley.signaling.relay.Relay;
import dev.parley.signaling.time.Timers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * The shared state of one node among several, put together. It has two parts, chat and rooms, whose keys are in two slots of
 * a Redis Cluster: each part has a feed, and a heart that beats.
 */
final class RedisState {

    private static final int NODE_LENGTH = 12;
    private static final Duration SWEEP = Duration.ofMinutes(5);

    private final Timers timers;
    private final Feed chatFeed;
    private final Heartbeat chatHeart;
    private final Feed roomFeed;
    private final Heartbeat roomHeart;
    private final Inbox roomInbox;
    private final RedisChatLog chatLog;
    private final RedisChatLog roomLog;
    private final PartedChatLog log;
    private final RedisPresence presence;
    private final RedisRoomRegistry registry;
    private final RedisRelay relay;
    private final Persistence persistence;
    private volatile boolean stopped;

    RedisState(
            Redis redis,
            String prefix,
            Heartbeat.Pace pace,
            Timers timers,
            InstantSource clock,
            RandomGenerator random,
            MeterRegistry meters) {
        String node = Tokens.random(random, NODE_LENGTH);
        Counter hits = meters.counter("parley.log.replays", "from", "ring");
        Counter misses = meters.counter("parley.log.replays", "from", "redis");
        this.timers = timers;
        this.chatFeed = new Feed(redis, prefix + ":{chat}", timers, random);
        this.roomFeed = new Feed(redis, prefix + ":{rooms}", timers, random);
        this.persistence = new Persistence(redis, timers, random);
        RedisChatLog.RingMeter meter = hit -> (hit ? hits : misses).increment();
        this.chatLog = new RedisChatLog(redis, chatFeed, clock, meter);
        this.roomLog = new RedisChatLog(redis, roomFeed, clock, meter);
        this.log = new PartedChatLog(roomLog, chatLog);
        this.presence = new RedisPresence(redis, chatFeed, node);
        this.chatHeart = new Heartbeat(redis, chatFeed.base(), node, pace, timers, clock, presence);
        this.registry = new RedisRoomRegistry(redis, roomFeed, node, random);
        this.relay = new RedisRelay(redis, roomFeed, node, persistence);
        this.roomHeart = new Heartbeat(redis, roomFeed.base(), node, pace, timers, clock, relay);
        this.roomInbox = new Inbox(redis, roomFeed.base() + ":inbox:" + node, timers, random, relay::received);
        Gauge.builder("parley.log.entries", this, state -> state.chatLog.entries() + state.roomLog.entries())
                .register(meters);
    }

    ChatLog log() {
        return log;
    }

    Presence presence() {
        return presence;
    }

    RoomRegistry registry() {
        return registry;
    }

    Relay relay() {
        return relay;
    }

    /** Whether this node has read what the others share. */
    boolean isRead() {
        return chatFeed.isAligned() && roomFeed.isAligned();
    }

    /** Begins to read, and to beat; the listeners are there. */
    void start() {
        chatFeed.start();
        chatHeart.start();
        roomFeed.start();
        roomInbox.start();
        roomHeart.start();
        sweep();
    }

    /** Ends reading and beating. */
    void stop() {
        stopped = true;
        persistence.stop();
        chatHeart.stop();
        roomHeart.stop();
        chatFeed.stop();
        roomFeed.stop();
        roomInbox.stop();
    }

    private void sweep() {
        timers.after(SWEEP, () -> {
            if (!stopped) {
                chatLog.sweep();
                roomLog.sweep();
                relay.touch();
                sweep();
            }
        });
    }
}

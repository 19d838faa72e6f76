package dev.parley.signaling.log;

import dev.parley.signaling.protocol.Frame;
import dev.parley.signaling.protocol.Superseded;
import dev.parley.signaling.redis.Feed;
import dev.parley.signaling.redis.Redis;
import dev.parley.signaling.redis.Reply;
import dev.parley.signaling.redis.Scripts;
import dev.parley.signaling.redis.StreamRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The logs of several nodes, in Redis: a stream for each channel, and a feed that brings each node what was appended.
 *
 * <p>An append completes when its entry has come back by the feed, so that what a caller does next sees it. A replay is
 * served from this node's ring and asks Redis only for a cursor that the ring doesn't know, for instance one that another
 * node gave out a moment ago.
 */
public final class RedisChatLog implements ChatLog, Feed.Subscriber {

    /** What this kind of change is called in the feed. */
    public static final String KIND = "log";

    private static final Duration KEPT_UNUSED = Duration.ofMinutes(1);

    private final Redis redis;
    private final Feed feed;
    private final InstantSource clock;
    private final RingMeter meter;
    private final Map<String, RedisChannel> channels = new ConcurrentHashMap<>();

    /** Counts how replays were served. */
    public interface RingMeter {
        /** @param hit whether without asking Redis */
        void replayed(boolean hit);
    }

    /** The logs of one part of the state; the feed must not have been started. */
    public RedisChatLog(Redis redis, Feed feed, InstantSource clock, RingMeter meter) {
        this.redis = redis;
        this.feed = feed;
        this.clock = clock;
        this.meter = meter;
        feed.subscribe(KIND, this);
    }

    @Override
    public CompletionStage<Appended> append(Channel channel, Draft draft) {
        RedisChannel here = of(channel);
        Retention retention = channel.retention();
        return redis.run(
                        Scripts.LOG_APPEND,
                        feed.base(),
                        List.of(
                                channel.name(),
                                feed.seed(),
                                here.epoch(),
                                Long.toString(here.lastNumber()),
                                draft.id(),
                                draft.author().value(),
                                draft.audience().name(),
                                draft.json(),
                                Long.toString(clock.millis()),
                                Long.toString(retention.maxAge().toMillis()),
                                Integer.toString(retention.maxEntries()),
                                Long.toString(retention.minAge().toMillis()),
                                Long.toString(retention.maxBytes()),
                                Long.toString(draft.generation())))
                .thenCompose(reply -> appended(here, draft, reply));
    }

    @Override
    public CompletionStage<Replay> replay(Channel channel, @Nullable String after, int last) {
        RedisChannel here = of(channel);
        return load(here).thenCompose(loaded -> here.replay(after, last)
                .<CompletionStage<Replay>>map(replay -> {
                    meter.replayed(true);
                    return CompletableFuture.completedFuture(replay);
                })
                .orElseGet(() -> {
                    meter.replayed(false);
                    return catchUp(here)
                            .thenApply(done -> here.replay(after, last).orElseGet(() -> here.replayWithGap(last)));
                }));
    }

    @Override
    public Subscription follow(Channel channel, Follower follower) {
        List<Subscription> subscriptions = new ArrayList<>();
        // In one step with finding it, so that it can't be swept away in between.
        channels.compute(channel.name(), (name, known) -> {
            RedisChannel here = known == null ? new RedisChannel(channel, clock) : known;
            subscriptions.add(here.follow(follower));
            return here;
        });
        load(of(channel));
        return subscriptions.get(0);
    }

    @Override
    public CompletionStage<Void> forget(Channel channel) {
        return redis.run(Scripts.LOG_FORGET, feed.base(), List.of(channel.name(), feed.seed()))
                .thenCompose(reply -> feed.reached(reply.number(0)))
                .thenApply(reached -> null);
    }

    @Override
    public void changed(StreamRecord record, long number) {
        RedisChannel here = channels.get(record.get("c"));
        if (here != null) {
            here.changed(record, number);
        }
    }

    @Override
    public CompletionStage<?> lost() {
        List<CompletableFuture<Void>> loads = new ArrayList<>();
        channels.values().forEach(channel -> {
            channel.invalidate();
            loads.add(load(channel).toCompletableFuture());
        });
        return CompletableFuture.allOf(loads.toArray(CompletableFuture<?>[]::new));
    }

    /** Entries that this node has in its rings. */
    public int entries() {
        return channels.values().stream().mapToInt(RedisChannel::size).sum();
    }

    /** Drops the rings that nobody has needed for a while. To be called from time to time. */
    public void sweep() {
        long since = clock.millis() - KEPT_UNUSED.toMillis();
        channels.keySet()
                .forEach(name ->
                        channels.computeIfPresent(name, (same, channel) -> channel.isIdle(since) ? null : channel));
    }

    private CompletionStage<Appended> appended(RedisChannel here, Draft draft, Reply reply) {
        return switch (reply.text(0)) {
            case "taken" -> CompletableFuture.completedFuture(new Appended.Taken());
            case "stale" -> CompletableFuture.failedFuture(new Superseded());
            case "repeated" ->
                entry(here, draft, reply, reply.text(5), Audience.valueOf(reply.text(4)))
                        .thenApply(Appended.Repeated::new);
            default -> entry(here, draft, reply, draft.json(), draft.audience()).thenApply(Appended.New::new);
        };
    }

    /** The entry as this node's followers get it, once they have got it. */
    private CompletionStage<Entry> entry(RedisChannel here, Draft draft, Reply reply, String json, Audience audience) {
        Cursor cursor = new Cursor(reply.text(1), reply.number(2));
        Draft stored = new Draft(draft.id(), draft.author(), audience, json);
        return feed.reached(reply.number(3)).thenCompose(reached -> load(here)).thenApply(loaded -> here.find(
                        draft.id(), draft.author())
                .orElseGet(() -> Entry.of(cursor, Frame.UNLOGGED, stored)));
    }

    /** Waits until this node has read what Redis has now. */
    private CompletionStage<?> catchUp(RedisChannel here) {
        return read(here, false).<@Nullable Object>thenCompose(reply -> {
            if (!reply.text(0).equals(here.epoch())) {
                here.invalidate();
                return load(here).thenApply(done -> null);
            }
            return feed.reached(reply.number(3)).thenApply(done -> null);
        });
    }

    private CompletionStage<Void> load(RedisChannel here) {
        return here.load(() -> read(here, true));
    }

    private CompletionStage<Reply> read(RedisChannel here, boolean entries) {
        List<String> arguments = new ArrayList<>(List.of(here.channel().name(), feed.seed()));
        arguments.addAll(here.newest());
        arguments.add(Long.toString(clock.millis()));
        arguments.add(entries ? "1" : "0");
        return redis.run(Scripts.LOG_READ, feed.base(), arguments);
    }

    private RedisChannel of(Channel channel) {
        return channels.computeIfAbsent(channel.name(), name -> new RedisChannel(channel, clock));
    }
}

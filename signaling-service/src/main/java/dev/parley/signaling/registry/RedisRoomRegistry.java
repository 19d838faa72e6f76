package dev.parley.signaling.registry;

import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.protocol.Superseded;
import dev.parley.signaling.protocol.Tokens;
import dev.parley.signaling.redis.Feed;
import dev.parley.signaling.redis.Redis;
import dev.parley.signaling.redis.Reply;
import dev.parley.signaling.redis.Script;
import dev.parley.signaling.redis.Scripts;
import dev.parley.signaling.redis.StreamRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/**
 * The rooms of several nodes, in Redis. Each node has a copy, which the feed keeps up to date; a stage completes when the
 * caller's change has come back, so that what they read next has it.
 */
public final class RedisRoomRegistry implements RoomRegistry, Feed.Subscriber {

    /** What this kind of change is called in the feed. */
    public static final String KIND = "rooms";

    private static final int INSTANCE_LENGTH = 12;
    private static final String STALE = "stale";

    private final Redis redis;
    private final Feed feed;
    private final String node;
    private final RandomGenerator random;
    private final RoomCopy copy;

    /** The rooms as one node sees them; the feed must not have been started. */
    public RedisRoomRegistry(Redis redis, Feed feed, String node, RandomGenerator random) {
        this.redis = redis;
        this.feed = feed;
        this.node = node;
        this.random = random;
        this.copy = new RoomCopy(node);
        feed.subscribe(KIND, this);
    }

    @Override
    public void listen(RoomListener listener) {
        copy.listen(listener);
    }

    @Override
    public CompletionStage<Admission> join(JoinRequest request) {
        return run(
                        Scripts.ROOMS_JOIN,
                        RoomCopy.place(request.key()),
                        request.peer().id().value(),
                        request.peer().name(),
                        Long.toString(request.generation()),
                        request.whenMissing().name(),
                        Integer.toString(request.capacity()),
                        Tokens.random(random, INSTANCE_LENGTH),
                        RoomCopy.write(request.ref()),
                        node,
                        feed.seed())
                .thenCompose(this::arrived)
                .thenApply(reply -> Admission.valueOf(reply.text(0)));
    }

    @Override
    public CompletionStage<Boolean> leave(PeerId peer, long generation, Departure reason) {
        return run(Scripts.ROOMS_LEAVE, peer.value(), Long.toString(generation), reason.name(), node, feed.seed())
                .thenCompose(this::arrived)
                .thenApply(reply -> reply.text(0).equals("1"));
    }

    @Override
    public CompletionStage<Void> away(PeerId peer, long generation) {
        return mark(peer, generation, "1");
    }

    @Override
    public CompletionStage<Optional<Room>> back(PeerId peer, long generation) {
        return mark(peer, generation, "0").thenApply(done -> copy.roomOf(peer));
    }

    @Override
    public CompletionStage<Boolean> lock(PeerId by, long generation, boolean locked) {
        return run(Scripts.ROOMS_LOCK, by.value(), Long.toString(generation), locked ? "1" : "0", node, feed.seed())
                .thenCompose(this::arrived)
                .thenApply(reply -> reply.text(0).equals("1"));
    }

    @Override
    public CompletionStage<Optional<Room>> roomOf(PeerId peer) {
        return CompletableFuture.completedFuture(copy.roomOf(peer));
    }

    @Override
    public CompletionStage<Optional<Room>> find(RoomKey key) {
        return CompletableFuture.completedFuture(copy.find(key));
    }

    @Override
    public void changed(StreamRecord record, long number) {
        copy.change(record, number);
    }

    @Override
    public CompletionStage<?> lost() {
        return redis.run(Scripts.ROOMS_READ, feed.base(), List.of(feed.seed())).thenAccept(copy::replace);
    }

    private CompletionStage<Void> mark(PeerId peer, long generation, String away) {
        return run(Scripts.ROOMS_MARK, peer.value(), Long.toString(generation), away, node, feed.seed())
                .thenCompose(reply -> feed.reached(reply.number(0)))
                .thenAccept(reached -> {});
    }

    /** Waits until this node's copy has what a call has done. */
    private CompletionStage<Reply> arrived(Reply reply) {
        return reply.text(0).equals(STALE)
                ? CompletableFuture.failedFuture(new Superseded())
                : feed.reached(reply.number(1)).thenApply(reached -> reply);
    }

    private CompletionStage<Reply> run(Script script, String... arguments) {
        return feed.run(script, List.of(arguments));
    }
}

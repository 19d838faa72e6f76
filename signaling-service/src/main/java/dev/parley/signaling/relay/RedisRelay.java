package dev.parley.signaling.relay;

import dev.parley.signaling.protocol.Frame;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.protocol.Stamp;
import dev.parley.signaling.protocol.Superseded;
import dev.parley.signaling.redis.Feed;
import dev.parley.signaling.redis.Heartbeat;
import dev.parley.signaling.redis.Persistence;
import dev.parley.signaling.redis.Redis;
import dev.parley.signaling.redis.Reply;
import dev.parley.signaling.redis.Script;
import dev.parley.signaling.redis.Scripts;
import dev.parley.signaling.redis.StreamRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The relay of several nodes, in Redis. A post numbers its message, keeps it, and adds it to the inbox stream of the node
 * that has the receiver's socket, in one step.
 *
 * <p>What ends or detaches a mailbox is repeated until Redis has done it; so are messages that {@link Told tell} what has a
 * number, which a repetition can't double. When this node can't know any more what happened, all its inboxes are cut off.
 */
public final class RedisRelay implements Relay, Feed.Subscriber, Heartbeat.Listener {

    /** What this kind of change is called in the feed; there are none, but it may be lost. */
    public static final String KIND = "relay";

    /** Why the owner of a mailbox that is closed is no member any more, as the registry calls it. */
    private static final String LEFT = "LEFT";

    private static final String LOST = "LOST";
    private static final int TOUCHED_AT_ONCE = 500;

    private final Redis redis;
    private final Feed feed;
    private final String node;
    private final Persistence persistence;
    private final LocalInboxes inboxes = new LocalInboxes(this::letGo);

    /** Peers for whom a call failed, so that Redis may know of an inbox here that there isn't. */
    private final Set<PeerId> doubtful = ConcurrentHashMap.newKeySet();

    /** The relay of one node; the feed must not have been started. */
    public RedisRelay(Redis redis, Feed feed, String node, Persistence persistence) {
        this.redis = redis;
        this.feed = feed;
        this.node = node;
        this.persistence = persistence;
        feed.subscribe(KIND, this);
    }

    @Override
    public CompletionStage<Long> open(PeerId peer, Inbox inbox) {
        inboxes.expect(peer);
        return run(Scripts.BOX_OPEN, peer.value(), node)
                .whenComplete((reply, failure) -> {
                    if (failure == null && !reply.items().isEmpty()) {
                        inboxes.attach(peer, reply.number(0), 0, inbox);
                    }
                    arrived(peer, failure);
                })
                .thenApply(reply -> {
                    if (reply.items().isEmpty()) {
                        throw new IllegalStateException("The peer has a mailbox already");
                    }
                    return reply.number(0);
                });
    }

    @Override
    public CompletionStage<Resumption> resume(PeerId peer, OptionalLong after, Inbox inbox) {
        inboxes.expect(peer);
        String number = after.isPresent() ? Long.toString(after.getAsLong()) : "";
        return run(Scripts.BOX_RESUME, peer.value(), number, node, feed.seed())
                .whenComplete((reply, failure) -> {
                    if (failure == null && reply.text(0).equals("resumed")) {
                        inboxes.attach(peer, reply.number(1), reply.number(2), inbox);
                    }
                    arrived(peer, failure);
                })
                .thenApply(reply -> switch (reply.text(0)) {
                    case "gone" -> new Resumption.Gone();
                    case "overrun" -> new Resumption.Overrun();
                    default -> new Resumption.Resumed(reply.number(1), missed(reply));
                });
    }

    @Override
    public CompletionStage<Boolean> detach(PeerId peer, long generation) {
        inboxes.detach(peer, generation);
        return persistence
                .insist(Scripts.BOX_DETACH, feed.base(), List.of(peer.value(), "" + generation, node, feed.seed()))
                .thenApply(RedisRelay::isYes);
    }

    @Override
    public CompletionStage<Boolean> expire(PeerId peer, long generation) {
        return end(peer, generation, "0", LOST);
    }

    @Override
    public CompletionStage<Boolean> close(PeerId peer, long generation) {
        inboxes.detach(peer, generation);
        return end(peer, generation, "1", LEFT);
    }

    @Override
    public CompletionStage<Posted> post(Post post) {
        List<String> arguments = new ArrayList<>(List.of(
                post.from().value(),
                Long.toString(post.generation()),
                post.id() == null ? "" : post.id(),
                post.told().kind().name(),
                Long.toString(post.told().number()),
                Long.toString(post.told().upTo()),
                post.json(),
                node,
                feed.seed()));
        post.to().forEach(receiver -> arguments.add(receiver.value()));
        boolean isRepeatable =
                post.told().kind() != Told.Kind.ALWAYS && post.told().number() > 0;
        CompletionStage<Reply> reply = isRepeatable
                ? persistence.insist(Scripts.BOX_POST, feed.base(), arguments)
                : feed.run(Scripts.BOX_POST, arguments);
        return reply.thenCompose(RedisRelay::posted);
    }

    @Override
    public CompletionStage<Map<PeerId, Long>> adrift(Duration forLonger) {
        return run(Scripts.BOX_ADRIFT, Long.toString(forLonger.toMillis()), node, feed.seed())
                .thenApply(reply -> {
                    Map<PeerId, Long> adrift = new HashMap<>();
                    for (int i = 0; i < reply.items().size(); i += 2) {
                        adrift.put(new PeerId(reply.text(i)), reply.number(i + 1));
                    }
                    return adrift;
                });
    }

    @Override
    public CompletionStage<Long> toldUpTo(PeerId peer) {
        return run(Scripts.BOX_TOLD, peer.value()).thenApply(reply -> Long.parseLong(String.valueOf(reply.text())));
    }

    @Override
    public CompletionStage<Boolean> isOpen(PeerId peer) {
        return run(Scripts.BOX_EXISTS, peer.value()).thenApply(RedisRelay::isYes);
    }

    /** The next record of this node's inbox stream. */
    public void received(StreamRecord record) {
        PeerId peer = new PeerId(record.get("p"));
        inboxes.deliver(peer, record.number("g"), record.number("n"), record.get("j"));
    }

    @Override
    public void changed(StreamRecord record, long number) {}

    @Override
    public CompletionStage<?> lost() {
        inboxes.cutOff();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void isolated() {
        inboxes.cutOff();
    }

    @Override
    public void answered() {
        for (PeerId peer : Set.copyOf(doubtful)) {
            inboxes.generationUnlessExpected(peer).ifPresent(generation -> {
                doubtful.remove(peer);
                run(Scripts.BOX_SETTLE, peer.value(), Long.toString(generation), node, feed.seed())
                        .whenComplete((done, failure) -> doubt(peer, failure));
            });
        }
    }

    @Override
    public CompletionStage<?> gone(String otherNode) {
        return run(Scripts.ROOMS_BURY, otherNode, node, feed.seed());
    }

    /** Keeps what belongs to this node's peers from expiring. To be called more often than once an hour. */
    public void touch() {
        List<String> peers = inboxes.peers();
        for (int from = 0; from == 0 || from < peers.size(); from += TOUCHED_AT_ONCE) {
            List<String> arguments = new ArrayList<>(List.of(node));
            arguments.addAll(peers.subList(from, Math.min(peers.size(), from + TOUCHED_AT_ONCE)));
            redis.run(Scripts.ROOMS_TOUCH, feed.base(), arguments);
        }
    }

    private CompletionStage<Boolean> end(PeerId peer, long generation, String attached, String reason) {
        return persistence
                .insist(
                        Scripts.BOX_CLOSE,
                        feed.base(),
                        List.of(peer.value(), "" + generation, attached, reason, node, feed.seed()))
                .thenApply(RedisRelay::isYes);
    }

    /** Something came for an inbox that isn't here. */
    private void letGo(PeerId peer, long generation) {
        detach(peer, generation);
    }

    private void arrived(PeerId peer, @Nullable Throwable failure) {
        inboxes.expectNoMore(peer);
        doubt(peer, failure);
    }

    private void doubt(PeerId peer, @Nullable Throwable failure) {
        if (failure != null) {
            doubtful.add(peer);
        }
    }

    private CompletionStage<Reply> run(Script script, String... arguments) {
        return feed.run(script, List.of(arguments));
    }

    private static List<Frame> missed(Reply reply) {
        List<Frame> frames = new ArrayList<>();
        int count = reply.items().size() - 3;
        for (int i = 0; i < count; i++) {
            frames.add(Frame.of(Stamp.seq(reply.number(2) - count + 1 + i, reply.text(3 + i))));
        }
        return frames;
    }

    private static CompletionStage<Posted> posted(Reply reply) {
        if (reply.text(0).equals("stale")) {
            return CompletableFuture.failedFuture(new Superseded());
        }
        Set<PeerId> lost = new HashSet<>();
        reply.texts().stream().skip(1).forEach(id -> lost.add(new PeerId(id)));
        return CompletableFuture.completedFuture(new Posted(reply.text(0).equals("repeated"), lost));
    }

    private static boolean isYes(Reply reply) {
        return "1".equals(reply.text());
    }
}

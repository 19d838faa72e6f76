package dev.parley.signaling.chat;

import dev.parley.signaling.log.Appended;
import dev.parley.signaling.log.Audience;
import dev.parley.signaling.log.Channel;
import dev.parley.signaling.log.ChatLog;
import dev.parley.signaling.log.Draft;
import dev.parley.signaling.log.Entry;
import dev.parley.signaling.log.Replay;
import dev.parley.signaling.presence.Presence;
import dev.parley.signaling.protocol.Door;
import dev.parley.signaling.protocol.ErrorCode;
import dev.parley.signaling.protocol.Frame;
import dev.parley.signaling.protocol.JsonCodec;
import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.protocol.Refusal;
import dev.parley.signaling.session.Fanout;
import dev.parley.signaling.session.Identities;
import dev.parley.signaling.session.Outbox;
import dev.parley.signaling.session.TokenBucket;
import dev.parley.signaling.telemetry.Limit;
import dev.parley.signaling.telemetry.LimitMetrics;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The use cases of the broadcast chat. Thread-safe; knows nothing of sockets but their outboxes.
 *
 * <p>Everything that is said goes through the log, also on a single node: the log's order is the order in which all read
 * it, and its entry is the author's acknowledgement.
 */
final class ChatRoom {

    /** Replayed to those who come without a cursor. */
    static final int RECENT = 50;

    private final ChatLog log;
    private final Channel lobby;
    private final Presence presence;
    private final Identities identities;
    private final Fanout fanout;
    private final JsonCodec<ChatClientMessage, ChatServerMessage> codec;
    private final ChatLimits limits;
    private final TokenBucket nodeRate;
    private final LimitMetrics limitMetrics;
    private final InstantSource clock;
    private final SlowReaders slowReaders;

    ChatRoom(
            ChatLog log,
            Channel lobby,
            Presence presence,
            Identities identities,
            Fanout fanout,
            JsonCodec<ChatClientMessage, ChatServerMessage> codec,
            ChatLimits limits,
            TokenBucket nodeRate,
            LimitMetrics limitMetrics,
            InstantSource clock) {
        this.log = log;
        this.lobby = lobby;
        this.presence = presence;
        this.identities = identities;
        this.fanout = fanout;
        this.codec = codec;
        this.limits = limits;
        this.nodeRate = nodeRate;
        this.limitMetrics = limitMetrics;
        this.clock = clock;
        this.slowReaders = new SlowReaders(clock);
        log.follow(lobby, new ChatLog.Follower() {
            @Override
            public void appended(Entry entry) {
                fanout.send(entry.frame());
            }

            @Override
            public void gap() {
                fanout.send(frame(new ChatServerMessage.Gap()));
            }
        });
    }

    /** Somebody who is in, by one socket. */
    record Visit(Peer self, Outbox outbox, long generation, boolean resumed) {}

    /**
     * Somebody who is in, and expected to open a stream.
     *
     * @param welcome what to tell them, as JSON
     */
    record Introduction(PeerId self, long generation, boolean resumed, String welcome) {}

    /**
     * Lets somebody in: welcome, replay and everything live from then on go to the outbox. Only on the outbox's loop.
     *
     * @param takenOver called when another socket comes with the same identity
     */
    CompletionStage<Visit> enter(ChatClientMessage.Hello hello, Outbox outbox, Presence.Occupant takenOver) {
        Identities.Claim claim = identities.claim(Door.CHAT, hello.resume(), hello.name());
        // Live before replay, so that nothing falls between the two; the outbox puts them in order.
        outbox.hold();
        fanout.add(outbox);
        return catchUp(hello, claim)
                .thenCompose(replay -> presence.enter(claim.peer(), takenOver).thenApply(entered -> {
                    outbox.release(greeting(hello, claim, entered, replay), replay.end());
                    return new Visit(claim.peer(), outbox, entered.generation(), claim.resumed());
                }));
    }

    /** Who shows this token; empty if it is no valid one. */
    Optional<Peer> proven(@Nullable String token) {
        return identities.proven(Door.CHAT, token);
    }

    /**
     * Welcomes somebody who will hear by a stream that is yet to come. They are in meanwhile, and their earlier socket is
     * taken over; {@link #leave} ends that, unless the stream has come.
     */
    CompletionStage<Introduction> introduce(ChatClientMessage.Hello hello) {
        Identities.Claim claim = identities.claim(Door.CHAT, hello.resume(), hello.name());
        return log.replay(lobby, hello.after(), RECENT).thenCompose(replay -> presence.enter(claim.peer(), () -> {})
                .thenApply(entered -> new Introduction(
                        claim.peer().id(),
                        entered.generation(),
                        claim.resumed(),
                        codec.encode(welcome(hello, claim, entered, replay)))));
    }

    /** Ends an introduction, unless somebody came by a stream or socket since. */
    void leave(Introduction introduction) {
        presence.leave(introduction.self(), introduction.generation());
    }

    /**
     * Says something to everybody.
     *
     * @param generation of the visit by which it is said, so that one that was taken over says nothing any more;
     *     {@link Draft#ANY} if it is said by no visit
     * @param again gets the original, if this repeats what was said before
     * @return why not, if it was refused; acknowledged by the {@code said} itself
     */
    CompletionStage<Optional<Refusal>> say(
            Peer self, long generation, ChatClientMessage.Say say, Consumer<Frame> again) {
        if (!nodeRate.tryTake()) {
            limitMetrics.reached(Limit.NODE_MESSAGES);
            return CompletableFuture.completedFuture(Optional.of(
                    new Refusal(ErrorCode.RATE_LIMITED, "The chat is very busy. Wait a moment and send it again.")));
        }
        ChatServerMessage.Said said = new ChatServerMessage.Said(
                null, say.id(), self, say.text(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
        Draft draft = new Draft(say.id(), self.id(), generation, Audience.EVERYBODY, codec.encode(said));
        return log.append(lobby, draft).thenApply(appended -> answer(appended, again));
    }

    /** Ends a visit. Only on the outbox's loop. */
    void leave(Visit visit) {
        presence.leave(visit.self().id(), visit.generation());
    }

    /** Somebody was closed because they read too slowly. */
    void wasTooSlow(PeerId peer) {
        slowReaders.add(peer);
    }

    /** What somebody missed; of that, only the end for those who could not take so much a moment ago. */
    private CompletionStage<Replay> catchUp(ChatClientMessage.Hello hello, Identities.Claim claim) {
        CompletionStage<Replay> all = log.replay(lobby, hello.after(), RECENT);
        if (hello.after() == null || !slowReaders.contains(claim.peer().id())) {
            return all;
        }
        return all.thenCompose(missed -> bytes(missed) <= limits.outboxBytes() / 2
                ? CompletableFuture.completedFuture(missed)
                : log.replay(lobby, null, RECENT)
                        .thenApply(recent -> new Replay(true, recent.start(), recent.entries(), recent.end())));
    }

    private static long bytes(Replay replay) {
        return replay.entries().stream()
                .mapToLong(entry -> entry.frame().bytes())
                .sum();
    }

    /** Stops sending to an outbox, also one whose visit has not come about. Only on its loop. */
    void disconnect(Outbox outbox) {
        fanout.remove(outbox);
    }

    private Optional<Refusal> answer(Appended appended, Consumer<Frame> again) {
        return appended.match(
                added -> Optional.empty(),
                repeated -> {
                    again.accept(repeated.entry().frame());
                    return Optional.empty();
                },
                taken -> Optional.of(new Refusal(ErrorCode.DUPLICATE_ID, "Somebody else has used this id.")));
    }

    private List<Frame> greeting(
            ChatClientMessage.Hello hello, Identities.Claim claim, Presence.Entered entered, Replay replay) {
        List<Frame> frames = new ArrayList<>(replay.entries().size() + 2);
        frames.add(frame(welcome(hello, claim, entered, replay)));
        if (replay.gap()) {
            frames.add(frame(new ChatServerMessage.Gap()));
        }
        replay.entries().stream().map(Entry::frame).forEach(frames::add);
        return frames;
    }

    private ChatServerMessage welcome(
            ChatClientMessage.Hello hello, Identities.Claim claim, Presence.Entered entered, Replay replay) {
        return new ChatServerMessage.Welcome(
                hello.id(),
                claim.peer().id(),
                claim.peer().name(),
                claim.resume(),
                claim.resumed(),
                replay.start(),
                entered.count(),
                entered.participants(),
                limits);
    }

    private Frame frame(ChatServerMessage message) {
        return Frame.of(codec.encode(message));
    }
}

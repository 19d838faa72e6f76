package dev.parley.signaling.rooms;

import dev.parley.signaling.log.ChatLog;
import dev.parley.signaling.log.Replay;
import dev.parley.signaling.protocol.Door;
import dev.parley.signaling.protocol.Frame;
import dev.parley.signaling.protocol.JsonCodec;
import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.registry.Departure;
import dev.parley.signaling.registry.Room;
import dev.parley.signaling.registry.RoomRegistry;
import dev.parley.signaling.relay.Inbox;
import dev.parley.signaling.relay.Post;
import dev.parley.signaling.relay.Relay;
import dev.parley.signaling.relay.Resumption;
import dev.parley.signaling.session.Identities;
import dev.parley.signaling.session.Outbox;
import dev.parley.signaling.time.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The use cases of coming, going, and coming back. Thread-safe. */
final class Attendance {

    private static final Duration WATCH = Duration.ofSeconds(3);

    private final Relay relay;
    private final RoomRegistry registry;
    private final ChatLog log;
    private final Identities identities;
    private final JsonCodec<RoomClientMessage, RoomServerMessage> codec;
    private final RoomLimits limits;
    private final Duration placeKept;
    private final Timers timers;

    Attendance(
            Relay relay,
            RoomRegistry registry,
            ChatLog log,
            Identities identities,
            JsonCodec<RoomClientMessage, RoomServerMessage> codec,
            RoomLimits limits,
            Duration placeKept,
            Timers timers) {
        this.relay = relay;
        this.registry = registry;
        this.log = log;
        this.identities = identities;
        this.codec = codec;
        this.limits = limits;
        this.placeKept = placeKept;
        this.timers = timers;
    }

    /**
     * Lets somebody in. Back in time, they get {@code welcome}, {@code joined} if they are in a room, and what they missed;
     * otherwise {@code welcome}, with which a new session begins.
     *
     * @param inbox gets what comes from now on, by this outbox
     */
    CompletionStage<Visit> enter(RoomClientMessage.Hello hello, Outbox outbox, Inbox inbox) {
        outbox.hold();
        return identities
                .proven(Door.ROOMS, hello.resume())
                .map(known -> resume(hello, known, outbox, inbox))
                .orElseGet(() -> begin(hello, hello.name(), outbox, inbox));
    }

    /**
     * Ends a visit. A new one by the same identity isn't touched.
     *
     * @param left on purpose; otherwise the place is kept for a while
     */
    void gone(Visit visit, boolean left) {
        if (left) {
            relay.close(visit.id(), visit.generation()).thenAccept(closed -> {
                if (closed) {
                    registry.leave(visit.id(), RoomRegistry.ANY, Departure.LEFT);
                }
            });
        } else {
            relay.detach(visit.id(), visit.generation()).thenAccept(detached -> {
                if (detached) {
                    registry.away(visit.id(), visit.generation());
                    timers.after(placeKept, () -> expire(visit.id(), visit.generation()));
                }
            });
        }
    }

    /** Sees to those whom a node that is gone can't see to any more: calls itself again and again. */
    void watch() {
        timers.after(WATCH, () -> {
            relay.adrift(placeKept.plus(WATCH)).thenAccept(adrift -> adrift.forEach(this::expire));
            watch();
        });
    }

    private void expire(PeerId peer, long generation) {
        relay.expire(peer, generation).thenAccept(expired -> {
            if (expired) {
                registry.leave(peer, RoomRegistry.ANY, Departure.LOST);
            }
        });
    }

    private CompletionStage<Visit> begin(
            RoomClientMessage.Hello hello, @Nullable String name, Outbox outbox, Inbox inbox) {
        Identities.Claim claim = identities.fresh(Door.ROOMS, name);
        return relay.open(claim.peer().id(), inbox).thenCompose(generation -> {
            Visit visit = new Visit(claim.peer(), generation, false);
            return relay.post(Post.answer(visit.id(), codec.encode(welcome(hello, claim))))
                    .thenApply(posted -> {
                        outbox.release(List.of(), Frame.UNLOGGED);
                        return visit;
                    });
        });
    }

    private CompletionStage<Visit> resume(RoomClientMessage.Hello hello, Peer known, Outbox outbox, Inbox inbox) {
        OptionalLong after = hello.after() == null ? OptionalLong.empty() : OptionalLong.of(hello.after());
        return relay.resume(known.id(), after, inbox)
                .thenCompose(resumption -> resumption.<CompletionStage<Visit>>match(
                        resumed -> goOn(hello, known, resumed, outbox),
                        gone -> begin(hello, nameFor(hello, known), outbox, inbox),
                        overrun -> registry.leave(known.id(), RoomRegistry.ANY, Departure.LOST)
                                .thenCompose(left -> begin(hello, nameFor(hello, known), outbox, inbox))));
    }

    /** Everything sent here describes the session to its new socket; it is not part of the session's numbered messages. */
    private CompletionStage<Visit> goOn(
            RoomClientMessage.Hello hello, Peer known, Resumption.Resumed resumed, Outbox outbox) {
        Identities.Claim claim = identities.known(Door.ROOMS, known, null);
        List<Frame> frames = new ArrayList<>();
        frames.add(Frame.of(codec.encode(welcome(hello, claim))));
        return registry.back(known.id(), resumed.generation())
                .thenCompose(room -> snapshot(known.id(), room))
                .thenApply(joined -> {
                    joined.ifPresent(snapshot -> frames.add(Frame.of(codec.encode(snapshot))));
                    frames.addAll(resumed.missed());
                    outbox.release(frames, Frame.UNLOGGED);
                    return new Visit(known, resumed.generation(), true);
                });
    }

    private CompletionStage<Optional<RoomServerMessage>> snapshot(PeerId self, Optional<Room> room) {
        if (room.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletionStage<Replay> history = log.replay(LiveRoom.channel(room.get()), null, LiveRoom.HISTORY);
        return history.thenApply(replay -> Optional.of(LiveRoom.snapshot(room.get(), self, null, replay)));
    }

    private RoomServerMessage.Welcome welcome(RoomClientMessage.Hello hello, Identities.Claim claim) {
        return new RoomServerMessage.Welcome(
                hello.id(), claim.peer().id(), claim.peer().name(), claim.resume(), claim.resumed(), limits);
    }

    private static String nameFor(RoomClientMessage.Hello hello, Peer known) {
        return hello.name() == null ? known.name() : hello.name();
    }
}

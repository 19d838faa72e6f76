package dev.parley.signaling.rooms;

import dev.parley.signaling.log.Audience;
import dev.parley.signaling.log.ChatLog;
import dev.parley.signaling.log.Draft;
import dev.parley.signaling.protocol.ErrorCode;
import dev.parley.signaling.protocol.JsonCodec;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.protocol.Refusal;
import dev.parley.signaling.protocol.Tokens;
import dev.parley.signaling.registry.Admission;
import dev.parley.signaling.registry.Departure;
import dev.parley.signaling.registry.JoinRequest;
import dev.parley.signaling.registry.Room;
import dev.parley.signaling.registry.RoomKey;
import dev.parley.signaling.registry.RoomRegistry;
import dev.parley.signaling.telemetry.Limit;
import dev.parley.signaling.telemetry.LimitMetrics;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The use cases of those who are here: rooms, signals, text. Thread-safe; knows nothing of sockets.
 *
 * <p>Each returns why it was refused, if it was. Answers go to the caller's mailbox, and so get a number like everything
 * else.
 */
final class Rooms {

    /** 55 random bits: a room that was made for a few can't be guessed. */
    private static final int ROOM_NAME_LENGTH = 11;

    private static final int CAPTION_ID_LENGTH = 16;
    private static final Refusal NO_MORE_ROOMS =
            new Refusal(ErrorCode.UNAVAILABLE, "There are as many rooms as this node takes. Try again later.");
    private static final String NOT_IN_ROOM = "Join a room first.";

    private final RoomRegistry registry;
    private final Postman postman;
    private final ChatLog log;
    private final JsonCodec<RoomClientMessage, RoomServerMessage> codec;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final BooleanSupplier takesMore;
    private final LimitMetrics limits;

    /** @param takesMore whether one more room may be made */
    Rooms(
            RoomRegistry registry,
            Postman postman,
            ChatLog log,
            JsonCodec<RoomClientMessage, RoomServerMessage> codec,
            InstantSource clock,
            RandomGenerator random,
            BooleanSupplier takesMore,
            LimitMetrics limits) {
        this.registry = registry;
        this.postman = postman;
        this.log = log;
        this.codec = codec;
        this.clock = clock;
        this.random = random;
        this.takesMore = takesMore;
        this.limits = limits;
    }

    CompletionStage<Optional<Refusal>> join(Visit visit, RoomClientMessage.Join join) {
        boolean mayCreate = !Boolean.FALSE.equals(join.create());
        boolean canCreate = mayCreate && takesMore.getAsBoolean();
        JoinRequest.Existence whenMissing = canCreate ? JoinRequest.Existence.ANY : JoinRequest.Existence.EXISTING;
        return registry.join(new JoinRequest(
                        new RoomKey(join.kind(), join.room()),
                        visit.self(),
                        visit.generation(),
                        whenMissing,
                        RoomLimits.CAPACITY_MIN,
                        join.id()))
                .thenApply(admission -> admission == Admission.NOT_FOUND && mayCreate && !canCreate
                        ? noMoreRooms()
                        : refusal(admission));
    }

    CompletionStage<Optional<Refusal>> create(Visit visit, RoomClientMessage.Create create) {
        if (!takesMore.getAsBoolean()) {
            return CompletableFuture.completedFuture(noMoreRooms());
        }
        int capacity = create.capacity() == null ? RoomLimits.CAPACITY_MIN : create.capacity();
        return registry.join(new JoinRequest(
                        new RoomKey(create.kind(), Tokens.random(random, ROOM_NAME_LENGTH)),
                        visit.self(),
                        visit.generation(),
                        JoinRequest.Existence.NEW,
                        capacity,
                        create.id()))
                .thenApply(Rooms::refusal);
    }

    CompletionStage<Optional<Refusal>> leave(Visit visit, RoomClientMessage.Leave leave) {
        // Leaving twice is leaving once: the second one is acknowledged, too.
        return registry.leave(visit.id(), visit.generation(), Departure.LEFT)
                .thenCompose(left -> acknowledge(visit, leave.id()));
    }

    CompletionStage<Optional<Refusal>> lock(Visit visit, RoomClientMessage.Lock lock) {
        return registry.lock(visit.id(), visit.generation(), lock.locked())
                .thenApply(
                        done -> done ? Optional.empty() : Optional.of(new Refusal(ErrorCode.NOT_IN_ROOM, NOT_IN_ROOM)));
    }

    CompletionStage<Optional<Refusal>> lookup(Visit visit, RoomClientMessage.Lookup lookup) {
        return registry.find(new RoomKey(lookup.kind(), lookup.room()))
                .thenCompose(room -> answer(
                        visit,
                        new RoomServerMessage.RoomFound(
                                lookup.id(),
                                lookup.kind(),
                                lookup.room(),
                                room.isPresent(),
                                room.map(found -> found.members().size()).orElse(0),
                                room.map(Room::capacity).orElse(0),
                                room.map(Room::locked).orElse(false))));
    }

    CompletionStage<Optional<Refusal>> description(Visit visit, RoomClientMessage.Description description) {
        return signal(
                visit,
                description.id(),
                description.to(),
                new RoomServerMessage.Description(visit.id(), description.description()));
    }

    CompletionStage<Optional<Refusal>> candidate(Visit visit, RoomClientMessage.Candidate candidate) {
        return signal(
                visit,
                candidate.id(),
                candidate.to(),
                new RoomServerMessage.Candidate(visit.id(), candidate.candidate()));
    }

    CompletionStage<Optional<Refusal>> message(Visit visit, RoomClientMessage.Message message) {
        RoomServerMessage said = new RoomServerMessage.Message(message.id(), visit.self(), message.text(), now());
        return inRoom(visit, room -> record(visit, room, message.id(), Audience.EVERYBODY, said)
                .thenCompose(refusal -> refusal.isPresent()
                        ? CompletableFuture.completedFuture(refusal)
                        : acknowledge(visit, message.id())));
    }

    CompletionStage<Optional<Refusal>> caption(Visit visit, RoomClientMessage.Caption caption) {
        RoomServerMessage said =
                new RoomServerMessage.Caption(visit.self(), caption.item(), caption.text(), caption.isFinal(), now());
        return inRoom(visit, room -> {
            if (!caption.isFinal()) {
                return postman.post(visit.id(), room.allBut(visit.id()), codec.encode(said))
                        .thenCompose(posted -> acknowledge(visit, caption.id()));
            }
            String id = caption.id() == null ? Tokens.random(random, CAPTION_ID_LENGTH) : caption.id();
            return record(visit, room, id, Audience.OTHERS, said)
                    .thenCompose(refusal -> refusal.isPresent()
                            ? CompletableFuture.completedFuture(refusal)
                            : acknowledge(visit, caption.id()));
        });
    }

    /** Answers a visitor. */
    CompletionStage<Optional<Refusal>> answer(Visit visit, RoomServerMessage message) {
        return postman.answer(visit.id(), codec.encode(message)).thenApply(posted -> Optional.empty());
    }

    private Optional<Refusal> noMoreRooms() {
        limits.reached(Limit.NODE_ROOMS);
        return Optional.of(NO_MORE_ROOMS);
    }

    private CompletionStage<Optional<Refusal>> signal(
            Visit visit, @Nullable String id, @Nullable PeerId to, RoomServerMessage signal) {
        return inRoom(visit, room -> {
            List<PeerId> others = room.allBut(visit.id());
            if (to == null && others.size() > 1) {
                return refused(ErrorCode.INVALID_MESSAGE, "Say to whom: there are more than two in this room.");
            }
            PeerId peer = to != null ? to : others.isEmpty() ? visit.id() : others.get(0);
            if (!others.contains(peer)) {
                return refused(ErrorCode.PEER_NOT_FOUND, "There is no such peer in this room.");
            }
            return postman.relay(visit, id, peer, codec.encode(signal)).thenCompose(posted -> acknowledge(visit, id));
        });
    }

    private CompletionStage<Optional<Refusal>> inRoom(
            Visit visit, Function<Room, CompletionStage<Optional<Refusal>>> then) {
        return registry.roomOf(visit.id())
                .thenCompose(room -> room.map(then).orElseGet(() -> refused(ErrorCode.NOT_IN_ROOM, NOT_IN_ROOM)));
    }

    private CompletionStage<Optional<Refusal>> record(
            Visit visit, Room room, String id, Audience audience, RoomServerMessage message) {
        return log.append(LiveRoom.channel(room), new Draft(id, visit.id(), audience, codec.encode(message)))
                .thenApply(appended -> appended.<Optional<Refusal>>match(
                        added -> Optional.empty(),
                        repeated -> Optional.empty(),
                        taken -> Optional.of(new Refusal(ErrorCode.DUPLICATE_ID, "Somebody else has used this id."))));
    }

    private CompletionStage<Optional<Refusal>> acknowledge(Visit visit, @Nullable String id) {
        return id == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : answer(visit, new RoomServerMessage.Ack(id));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static CompletionStage<Optional<Refusal>> refused(ErrorCode code, String message) {
        return CompletableFuture.completedFuture(Optional.of(new Refusal(code, message)));
    }

    private static Optional<Refusal> refusal(Admission admission) {
        return switch (admission) {
            case ADMITTED -> Optional.empty();
            case FULL -> Optional.of(new Refusal(ErrorCode.ROOM_FULL, "The room is full."));
            case NOT_FOUND -> Optional.of(new Refusal(ErrorCode.ROOM_NOT_FOUND, "There is no such room."));
            case LOCKED -> Optional.of(new Refusal(ErrorCode.ROOM_LOCKED, "The room is locked: it takes nobody new."));
            case EXISTS -> Optional.of(new Refusal(ErrorCode.UNAVAILABLE, "The room could not be made. Try again."));
        };
    }
}

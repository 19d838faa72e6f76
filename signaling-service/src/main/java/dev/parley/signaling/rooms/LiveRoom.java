package dev.parley.signaling.rooms;

import dev.parley.signaling.log.Audience;
import dev.parley.signaling.log.Channel;
import dev.parley.signaling.log.ChatLog;
import dev.parley.signaling.log.Entry;
import dev.parley.signaling.log.Replay;
import dev.parley.signaling.log.Retention;
import dev.parley.signaling.protocol.JsonCodec;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.registry.Room;
import dev.parley.signaling.relay.Told;
import dev.parley.signaling.time.Serial;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Tells the members of one room what happens in it, one thing after the other: who comes and goes, and what the room's
 * log has. A newcomer gets the log's end in {@code joined} and everything after that by itself, nothing twice.
 */
final class LiveRoom {

    /** Says that somebody who was a member asked to join. */
    static final long AGAIN = 0;

    /** Messages and final captions that a newcomer gets. */
    static final int HISTORY = 50;

    private static final Retention RETENTION = new Retention(Duration.ofHours(24), HISTORY, Duration.ZERO, 1024 * 1024);

    private final Channel channel;
    private final ChatLog log;
    private final Postman postman;
    private final JsonCodec<RoomClientMessage, RoomServerMessage> codec;
    private final Serial serial;
    private final ChatLog.Subscription subscription;

    /** As of the last change that was told. Confined to {@link #serial}. */
    private Room room;

    LiveRoom(
            Room room,
            ChatLog log,
            Postman postman,
            JsonCodec<RoomClientMessage, RoomServerMessage> codec,
            Serial serial) {
        this.room = room;
        this.channel = channel(room);
        this.log = log;
        this.postman = postman;
        this.codec = codec;
        this.serial = serial;
        this.subscription = log.follow(channel, entry -> serial.run(() -> logged(entry)));
    }

    /** The log of a room. A room of the same name that comes later has another. */
    static Channel channel(Room room) {
        return new Channel("room:" + room.instance(), RETENTION);
    }

    /** What somebody finds in a room. */
    static RoomServerMessage.Joined snapshot(Room room, PeerId self, @Nullable String ref, Replay history) {
        return new RoomServerMessage.Joined(
                ref,
                room.key().kind(),
                room.key().name(),
                room.capacity(),
                room.locked(),
                room.members().stream()
                        .filter(member -> !member.peer().id().equals(self))
                        .map(member -> new RoomServerMessage.OtherPeer(
                                member.peer().id(), member.peer().name(), member.away()))
                        .toList(),
                history.entries().stream()
                        .map(entry ->
                                new RoomServerMessage.Encoded(entry.draft().json()))
                        .toList());
    }

    /**
     * Tells a member what it finds, and nothing of that again.
     *
     * @param change by which they joined, or {@link #AGAIN}
     */
    void welcome(Room now, PeerId member, @Nullable String ref, long change) {
        serial.run(() -> log.replay(channel, null, HISTORY)
                .thenCompose(history -> postman.tell(
                        member,
                        List.of(member),
                        codec.encode(snapshot(now, member, ref, history)),
                        Told.snapshot(change, history.end()))));
    }

    /** The room has changed, in a way that nobody need know. */
    void changed(Room now) {
        serial.run(() -> {
            room = now;
            return CompletableFuture.completedFuture(null);
        });
    }

    /** Tells a member who was at another node what that node, which may have died, has not. */
    void catchUp(PeerId member) {
        serial.run(() -> postman.toldUpTo(member)
                .thenCompose(upTo -> log.replay(channel, null, HISTORY).thenCompose(history -> {
                    CompletionStage<?> told = CompletableFuture.completedFuture(null);
                    for (Entry entry : history.entries()) {
                        if (entry.frame().position() > upTo && isFor(entry, member)) {
                            told = told.thenCompose(before -> tell(entry, List.of(member)));
                        }
                    }
                    return told;
                })));
    }

    /** The room has changed; tells some of it that the log doesn't have. */
    void changed(Room now, Collection<PeerId> to, PeerId from, RoomServerMessage message, long change) {
        serial.run(() -> {
            room = now;
            return to.isEmpty()
                    ? CompletableFuture.completedFuture(null)
                    : postman.tell(from, to, codec.encode(message), Told.change(change));
        });
    }

    /** Ends everything: the room has nobody left, or is told anew. */
    void end(boolean forget) {
        subscription.cancel();
        if (forget) {
            serial.run(() -> log.forget(channel));
        }
    }

    private CompletionStage<?> logged(Entry entry) {
        List<PeerId> receivers =
                room.everybody().stream().filter(member -> isFor(entry, member)).toList();
        return receivers.isEmpty() || !room.hasOurs()
                ? CompletableFuture.completedFuture(null)
                : tell(entry, receivers);
    }

    private CompletionStage<?> tell(Entry entry, List<PeerId> receivers) {
        return postman.tell(
                entry.draft().author(),
                receivers,
                entry.draft().json(),
                Told.entry(entry.frame().position()));
    }

    private static boolean isFor(Entry entry, PeerId member) {
        return entry.draft().audience() == Audience.EVERYBODY
                || !member.equals(entry.draft().author());
    }
}

package dev.parley.signaling.rooms;

import dev.parley.signaling.log.ChatLog;
import dev.parley.signaling.protocol.JsonCodec;
import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.registry.Departure;
import dev.parley.signaling.registry.Member;
import dev.parley.signaling.registry.Room;
import dev.parley.signaling.registry.RoomListener;
import dev.parley.signaling.telemetry.RoomMetrics;
import dev.parley.signaling.time.Serial;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns the changes of rooms into messages for their members. */
final class RoomAnnouncer implements RoomListener {

    private final Map<String, LiveRoom> liveRooms = new ConcurrentHashMap<>();
    private final ChatLog log;
    private final Postman postman;
    private final JsonCodec<RoomClientMessage, RoomServerMessage> codec;
    private final Executor executor;
    private final RoomMetrics metrics;

    RoomAnnouncer(
            ChatLog log,
            Postman postman,
            JsonCodec<RoomClientMessage, RoomServerMessage> codec,
            Executor executor,
            RoomMetrics metrics) {
        this.log = log;
        this.postman = postman;
        this.codec = codec;
        this.executor = executor;
        this.metrics = metrics;
    }

    @Override
    public void opened(Room room) {
        metrics.roomOpened();
        liveRooms.put(room.instance(), new LiveRoom(room, log, postman, codec, new Serial(executor)));
    }

    @Override
    public void joined(Room room, Peer newcomer, @Nullable String ref) {
        // The others first: they know the newcomer before its offer can reach them.
        tellOthers(room, newcomer, new RoomServerMessage.PeerJoined(newcomer));
        live(room, live -> live.welcome(room, newcomer.id(), ref));
    }

    @Override
    public void joinedAgain(Room room, Peer member, @Nullable String ref) {
        live(room, live -> live.welcome(room, member.id(), ref));
    }

    @Override
    public void left(Room room, Member member, Departure reason) {
        if (member.away()) {
            metrics.peerNoLongerAway();
        }
        if (reason == Departure.LOST) {
            metrics.peerLost();
        }
        live(room, live -> live.dismiss(member.peer().id()));
        tellOthers(room, member.peer(), new RoomServerMessage.PeerLeft(member.peer(), reason));
    }

    @Override
    public void away(Room room, Peer member) {
        metrics.peerAway();
        tellOthers(room, member, new RoomServerMessage.PeerAway(member));
    }

    @Override
    public void back(Room room, Peer member) {
        metrics.peerNoLongerAway();
        tellOthers(room, member, new RoomServerMessage.PeerBack(member));
    }

    @Override
    public void locked(Room room, PeerId by) {
        List<PeerId> everybody = room.everybody();
        live(room, live -> live.tell(by, everybody, new RoomServerMessage.Locked(room.locked(), by)));
    }

    @Override
    public void ended(Room room) {
        metrics.roomEnded();
        LiveRoom live = liveRooms.remove(room.instance());
        if (live != null) {
            live.end();
        }
    }

    private void tellOthers(Room room, Peer about, RoomServerMessage message) {
        List<PeerId> others = room.allBut(about.id());
        if (!others.isEmpty()) {
            live(room, live -> live.tell(about.id(), others, message));
        }
    }

    private void live(Room room, Consumer<LiveRoom> action) {
        LiveRoom live = liveRooms.get(room.instance());
        if (live != null) {
            action.accept(live);
        }
    }
}

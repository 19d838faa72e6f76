package dev.parley.signaling.rooms;

import dev.parley.signaling.log.ChatLog;
import dev.parley.signaling.protocol.JsonCodec;
import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.registry.Change;
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
    public void opened(Change change, Room room) {
        metrics.roomOpened();
        room.members().stream().filter(Member::away).forEach(away -> metrics.peerAway());
        liveRooms.put(room.instance(), new LiveRoom(room, log, postman, codec, new Serial(executor)));
    }

    @Override
    public void joined(Change change, Room room, Peer newcomer, @Nullable String ref) {
        // The others first: they know the newcomer before its offer can reach them.
        tellOthers(change, room, newcomer, new RoomServerMessage.PeerJoined(newcomer));
        if (change.isOurs()) {
            live(room, live -> live.welcome(room, newcomer.id(), ref, change.number()));
        }
    }

    @Override
    public void joinedAgain(Change change, Room room, Peer member, @Nullable String ref) {
        if (change.isOurs()) {
            live(room, live -> live.welcome(room, member.id(), ref, LiveRoom.AGAIN));
        }
    }

    @Override
    public void left(Change change, Room room, Member member, Departure reason) {
        if (member.away()) {
            metrics.peerNoLongerAway();
        }
        if (reason == Departure.LOST && change.isOurs()) {
            metrics.peerLost();
        }
        tellOthers(change, room, member.peer(), new RoomServerMessage.PeerLeft(member.peer(), reason));
    }

    @Override
    public void away(Change change, Room room, Peer member) {
        metrics.peerAway();
        tellOthers(change, room, member, new RoomServerMessage.PeerAway(member));
    }

    @Override
    public void back(Change change, Room room, Peer member) {
        metrics.peerNoLongerAway();
        tellOthers(change, room, member, new RoomServerMessage.PeerBack(member));
    }

    @Override
    public void moved(Change change, Room room, Peer member) {
        live(room, live -> live.changed(room));
        if (change.isOurs()) {
            live(room, live -> live.catchUp(member.id()));
        }
    }

    @Override
    public void locked(Change change, Room room, PeerId by) {
        tell(change, room, room.everybody(), by, new RoomServerMessage.Locked(room.locked(), by));
    }

    @Override
    public void ended(Change change, Room room) {
        metrics.roomEnded();
        LiveRoom live = liveRooms.remove(room.instance());
        if (live != null) {
            live.end(change.isOurs());
        }
    }

    @Override
    public void lost() {
        metrics.forget();
        liveRooms.values().forEach(live -> live.end(false));
        liveRooms.clear();
    }

    private void tellOthers(Change change, Room room, Peer about, RoomServerMessage message) {
        tell(change, room, room.allBut(about.id()), about.id(), message);
    }

    /** Every node keeps up with the room; those that have to do with the change tell it. */
    private void tell(Change change, Room room, List<PeerId> to, PeerId from, RoomServerMessage message) {
        boolean isOurs = change.isOurs() || room.hasOurs();
        live(room, live -> live.changed(room, isOurs ? to : List.of(), from, message, change.number()));
    }

    private void live(Room room, Consumer<LiveRoom> action) {
        LiveRoom live = liveRooms.get(room.instance());
        if (live != null) {
            action.accept(live);
        }
    }
}

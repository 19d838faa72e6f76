package dev.parley.signaling.registry;

import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.redis.Reply;
import dev.parley.signaling.redis.StreamRecord;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All rooms, as this node has read of them. Thread-safe; the listener is called under the lock, hence in order. */
final class RoomCopy {

    private static final int FIRST_MEMBER = 4;

    private final String node;

    // Guarded by this.
    private final Map<RoomKey, State> rooms = new HashMap<>();
    private final Map<PeerId, State> places = new HashMap<>();
    private long readUpTo;
    private @Nullable RoomListener listener;

    RoomCopy(String node) {
        this.node = node;
    }

    /** A room as it changes. */
    private static final class State {
        final RoomKey key;
        final String instance;
        final int capacity;
        final Map<PeerId, Member> members = new LinkedHashMap<>();
        boolean locked;

        State(RoomKey key, String instance, int capacity) {
            this.key = key;
            this.instance = instance;
            this.capacity = capacity;
        }

        Room now() {
            return new Room(key, instance, capacity, locked, List.copyOf(members.values()));
        }
    }

    synchronized void listen(RoomListener newListener) {
        listener = newListener;
    }

    synchronized Optional<Room> roomOf(PeerId peer) {
        return Optional.ofNullable(places.get(peer)).map(State::now);
    }

    synchronized Optional<Room> find(RoomKey key) {
        return Optional.ofNullable(rooms.get(key)).map(State::now);
    }

    /** A change that the feed tells. */
    synchronized void change(StreamRecord record, long number) {
        if (number <= readUpTo) {
            return;
        }
        Change change = new Change(number, record.get("by").equals(node));
        PeerId id = new PeerId(record.get("id"));
        if (record.get("what").equals("joined")) {
            join(change, record, id);
            return;
        }
        State state = rooms.get(key(record.get("room")));
        Member member = state == null ? null : state.members.get(id);
        if (state != null && member != null) {
            change(change, record, state, member);
        }
    }

    /** What {@code rooms-read} found. */
    synchronized void replace(Reply all) {
        rooms.clear();
        places.clear();
        readUpTo = all.number(0);
        all.items().stream().skip(1).forEach(this::add);
        if (listener != null) {
            listener.lost();
            for (State state : rooms.values()) {
                listener.opened(new Change(0, false), state.now());
            }
        }
    }

    /** What a room is called in Redis. */
    static String place(RoomKey key) {
        return key.kind().name() + ':' + key.name();
    }

    /** A text that may be null. */
    static String write(@Nullable String ref) {
        return ref == null ? "" : '=' + ref;
    }

    private static @Nullable String read(String ref) {
        return ref.isEmpty() ? null : ref.substring(1);
    }

    private static RoomKey key(String place) {
        int colon = place.indexOf(':');
        return new RoomKey(RoomKind.valueOf(place.substring(0, colon)), place.substring(colon + 1));
    }

    private void join(Change change, StreamRecord record, PeerId id) {
        RoomKey key = key(record.get("room"));
        State known = rooms.get(key);
        State state = known != null ? known : new State(key, record.get("instance"), (int) record.number("capacity"));
        if (known == null) {
            rooms.put(key, state);
            told().opened(change, state.now());
        }
        Peer peer = new Peer(id, record.get("name"));
        state.members.put(id, new Member(peer, false, record.get("node").equals(node)));
        places.put(id, state);
        told().joined(change, state.now(), peer, read(record.get("ref")));
    }

    private void change(Change change, StreamRecord record, State state, Member member) {
        Peer peer = member.peer();
        switch (record.get("what")) {
            case "again" -> told().joinedAgain(change, state.now(), peer, read(record.get("ref")));
            case "left" -> leave(change, state, member, Departure.valueOf(record.get("reason")));
            case "away" -> {
                state.members.put(peer.id(), new Member(peer, true, member.isOurs()));
                told().away(change, state.now(), peer);
            }
            case "back" -> {
                boolean wasOurs = member.isOurs();
                move(record, state, peer);
                if (change.isOurs() && !wasOurs) {
                    told().moved(change, state.now(), peer);
                }
                told().back(change, state.now(), peer);
            }
            case "moved" -> {
                move(record, state, peer);
                told().moved(change, state.now(), peer);
            }
            default -> {
                state.locked = record.get("locked").equals("1");
                told().locked(change, state.now(), peer.id());
            }
        }
    }

    private void leave(Change change, State state, Member member, Departure reason) {
        state.members.remove(member.peer().id());
        places.remove(member.peer().id(), state);
        told().left(change, state.now(), member, reason);
        if (state.members.isEmpty()) {
            rooms.remove(state.key);
            told().ended(change, state.now());
        }
    }

    private void move(StreamRecord record, State state, Peer peer) {
        state.members.put(peer.id(), new Member(peer, false, record.get("node").equals(node)));
    }

    private void add(Reply room) {
        State state = new State(key(room.text(0)), room.text(1), (int) room.number(2));
        state.locked = room.text(3).equals("1");
        room.items().stream()
                .skip(FIRST_MEMBER)
                .sorted(Comparator.comparingLong(member -> member.number(0)))
                .forEach(member -> {
                    Peer peer = new Peer(new PeerId(member.text(4)), member.text(3));
                    boolean isOurs = member.text(2).equals(node);
                    state.members.put(peer.id(), new Member(peer, member.text(1).equals("1"), isOurs));
                    places.put(peer.id(), state);
                });
        rooms.put(state.key, state);
    }

    private RoomListener told() {
        if (listener == null) {
            throw new IllegalStateException("The registry has no listener yet");
        }
        return listener;
    }
}

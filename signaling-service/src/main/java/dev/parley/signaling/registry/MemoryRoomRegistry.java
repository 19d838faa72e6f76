package dev.parley.signaling.registry;

import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.protocol.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The rooms of a single node. All is done when a method returns; the listener is called under the lock, hence in order. */
public final class MemoryRoomRegistry implements RoomRegistry {

    private static final int INSTANCE_LENGTH = 12;

    private final Map<RoomKey, State> rooms = new HashMap<>();
    private final Map<PeerId, State> places = new HashMap<>();
    private final RandomGenerator random;
    private @Nullable RoomListener listener;
    private long lastChange;

    /** No rooms yet. */
    public MemoryRoomRegistry(RandomGenerator random) {
        this.random = random;
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
            List<Member> all = new ArrayList<>(members.values());
            return new Room(key, instance, capacity, locked, List.copyOf(all));
        }
    }

    @Override
    public synchronized void listen(RoomListener newListener) {
        listener = newListener;
    }

    @Override
    public synchronized CompletionStage<Admission> join(JoinRequest request) {
        return CompletableFuture.completedFuture(admit(request));
    }

    @Override
    public synchronized CompletionStage<Boolean> leave(PeerId peer, long generation, Departure reason) {
        return CompletableFuture.completedFuture(remove(peer, reason));
    }

    @Override
    public synchronized CompletionStage<Void> away(PeerId peer, long generation) {
        State state = places.get(peer);
        Member member = state == null ? null : state.members.get(peer);
        if (state != null && member != null && !member.away()) {
            state.members.put(peer, new Member(member.peer(), true, true));
            told().away(change(), state.now(), member.peer());
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<Optional<Room>> back(PeerId peer, long generation) {
        State state = places.get(peer);
        Member member = state == null ? null : state.members.get(peer);
        if (state != null && member != null && member.away()) {
            state.members.put(peer, new Member(member.peer(), false, true));
            told().back(change(), state.now(), member.peer());
        }
        return roomOf(peer);
    }

    @Override
    public synchronized CompletionStage<Boolean> lock(PeerId by, long generation, boolean locked) {
        State state = places.get(by);
        if (state != null) {
            state.locked = locked;
            told().locked(change(), state.now(), by);
        }
        return CompletableFuture.completedFuture(state != null);
    }

    @Override
    public synchronized CompletionStage<Optional<Room>> roomOf(PeerId peer) {
        return CompletableFuture.completedFuture(
                Optional.ofNullable(places.get(peer)).map(State::now));
    }

    @Override
    public synchronized CompletionStage<Optional<Room>> find(RoomKey key) {
        return CompletableFuture.completedFuture(
                Optional.ofNullable(rooms.get(key)).map(State::now));
    }

    private Admission admit(JoinRequest request) {
        Peer peer = request.peer();
        State state = rooms.get(request.key());
        if (state != null && state.members.containsKey(peer.id())) {
            told().joinedAgain(change(), state.now(), peer, request.ref());
            return Admission.ADMITTED;
        }
        Admission admission = check(request, state);
        if (admission != Admission.ADMITTED) {
            return admission;
        }
        remove(peer.id(), Departure.LEFT);
        State admitting = state == null ? open(request) : state;
        admitting.members.put(peer.id(), new Member(peer, false, true));
        places.put(peer.id(), admitting);
        told().joined(change(), admitting.now(), peer, request.ref());
        return Admission.ADMITTED;
    }

    private static Admission check(JoinRequest request, @Nullable State state) {
        if (state == null) {
            return request.whenMissing() == JoinRequest.Existence.EXISTING ? Admission.NOT_FOUND : Admission.ADMITTED;
        }
        if (request.whenMissing() == JoinRequest.Existence.NEW) {
            return Admission.EXISTS;
        }
        if (state.locked) {
            return Admission.LOCKED;
        }
        return state.members.size() >= state.capacity ? Admission.FULL : Admission.ADMITTED;
    }

    private State open(JoinRequest request) {
        State state = new State(request.key(), Tokens.random(random, INSTANCE_LENGTH), request.capacity());
        rooms.put(request.key(), state);
        told().opened(change(), state.now());
        return state;
    }

    private boolean remove(PeerId peer, Departure reason) {
        State state = places.remove(peer);
        Member member = state == null ? null : state.members.remove(peer);
        if (state == null || member == null) {
            return false;
        }
        told().left(change(), state.now(), member, reason);
        if (state.members.isEmpty()) {
            rooms.remove(state.key);
            told().ended(change(), state.now());
        }
        return true;
    }

    private Change change() {
        lastChange++;
        return new Change(lastChange, true);
    }

    private RoomListener told() {
        if (listener == null) {
            throw new IllegalStateException("The registry has no listener yet");
        }
        return listener;
    }
}

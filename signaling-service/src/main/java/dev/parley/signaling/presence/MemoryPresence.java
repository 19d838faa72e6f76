package dev.parley.signaling.presence;

import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The presence of a single node. All is done when a method returns. */
public final class MemoryPresence implements Presence {

    private record Present(Peer peer, long generation, Occupant occupant) {}

    private final Map<PeerId, Present> present = new LinkedHashMap<>();
    private long lastGeneration;
    private @Nullable Listener listener;

    @Override
    public synchronized void listen(Listener newListener) {
        listener = newListener;
    }

    @Override
    public synchronized CompletionStage<Entered> enter(Peer peer, Occupant occupant) {
        long generation = ++lastGeneration;
        Present before = present.put(peer.id(), new Present(peer, generation, occupant));
        if (before != null) {
            before.occupant().takenOver();
        }
        if (listener != null && (before == null || !before.peer().equals(peer))) {
            listener.entered(peer, present.size());
        }
        return CompletableFuture.completedFuture(new Entered(generation, present.size(), participants(peer)));
    }

    @Override
    public synchronized CompletionStage<Void> leave(PeerId peer, long generation) {
        Present now = present.get(peer);
        if (now != null && now.generation() == generation) {
            present.remove(peer);
            if (listener != null) {
                listener.left(peer, present.size());
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    private List<Peer> participants(Peer self) {
        List<Peer> participants = new ArrayList<>();
        participants.add(self);
        for (Present somebody : present.values()) {
            if (participants.size() == MAX_PARTICIPANTS) {
                break;
            }
            if (!somebody.peer().id().equals(self.id())) {
                participants.add(somebody.peer());
            }
        }
        return participants;
    }
}

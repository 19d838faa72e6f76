package dev.parley.signaling.chat;

import dev.parley.signaling.presence.Presence;
import dev.parley.signaling.protocol.Frame;
import dev.parley.signaling.protocol.JsonCodec;
import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.session.Fanout;
import dev.parley.signaling.time.Timers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Gathers who came and went, and tells everybody at most once a second. Who went and came back within that second did
 * neither. Thread-safe.
 */
final class PresenceAnnouncer implements Presence.Listener {

    static final Duration INTERVAL = Duration.ofSeconds(1);
    static final int MAX_NAMED = 20;

    private final Fanout fanout;
    private final JsonCodec<ChatClientMessage, ChatServerMessage> codec;
    private final Timers timers;

    // Guarded by this.
    private final Map<PeerId, Peer> joined = new LinkedHashMap<>();
    private final Set<PeerId> left = new LinkedHashSet<>();
    private int count;
    private boolean scheduled;

    PresenceAnnouncer(Fanout fanout, JsonCodec<ChatClientMessage, ChatServerMessage> codec, Timers timers) {
        this.fanout = fanout;
        this.codec = codec;
        this.timers = timers;
    }

    @Override
    public synchronized void entered(Peer peer, int newCount) {
        left.remove(peer.id());
        joined.put(peer.id(), peer);
        changed(newCount);
    }

    @Override
    public synchronized void left(PeerId peer, int newCount) {
        if (joined.remove(peer) == null) {
            left.add(peer);
        }
        changed(newCount);
    }

    private void changed(int newCount) {
        count = newCount;
        if (!scheduled) {
            scheduled = true;
            timers.after(INTERVAL, this::announce);
        }
    }

    private void announce() {
        ChatServerMessage.Presence presence;
        synchronized (this) {
            scheduled = false;
            if (joined.isEmpty() && left.isEmpty()) {
                return;
            }
            presence = new ChatServerMessage.Presence(
                    count,
                    joined.values().stream().limit(MAX_NAMED).toList(),
                    left.stream().limit(MAX_NAMED).toList());
            joined.clear();
            left.clear();
        }
        fanout.send(Frame.of(codec.encode(presence)));
    }
}

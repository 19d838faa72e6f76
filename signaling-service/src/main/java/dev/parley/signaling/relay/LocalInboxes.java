package dev.parley.signaling.relay;

import dev.parley.signaling.protocol.Frame;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.protocol.Stamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The inboxes of this node's sockets. A message may come before the answer by which its inbox is attached: until then it
 * waits. Thread-safe; inboxes are called under the lock, which keeps them in order.
 */
final class LocalInboxes {

    private static final int MAX_EARLY = 1024;

    /** Is told of messages for an inbox that isn't here. */
    interface Stranger {
        /** An inbox of this generation is not here. */
        void notHere(PeerId peer, long generation);
    }

    private static final class Attached {
        final long generation;
        final Inbox inbox;
        long lastSeq;

        Attached(long generation, long lastSeq, Inbox inbox) {
            this.generation = generation;
            this.lastSeq = lastSeq;
            this.inbox = inbox;
        }
    }

    private record Early(long generation, long seq, String json) {}

    private final Stranger stranger;

    // Guarded by this.
    private final Map<PeerId, Attached> attached = new HashMap<>();
    private final Map<PeerId, Integer> expected = new HashMap<>();
    private final Map<PeerId, List<Early>> early = new HashMap<>();

    LocalInboxes(Stranger stranger) {
        this.stranger = stranger;
    }

    /** Somebody is about to be attached: what comes meanwhile waits. */
    synchronized void expect(PeerId peer) {
        expected.merge(peer, 1, Integer::sum);
    }

    /** An attempt to attach somebody has ended. */
    synchronized void expectNoMore(PeerId peer) {
        expected.computeIfPresent(peer, (same, times) -> times == 1 ? null : times - 1);
        List<Early> waiting = early.remove(peer);
        if (waiting != null) {
            waiting.forEach(message -> deliver(peer, message.generation(), message.seq(), message.json()));
        }
    }

    /** Attaches an inbox that has everything up to a number. */
    synchronized void attach(PeerId peer, long generation, long lastSeq, Inbox inbox) {
        Attached before = attached.get(peer);
        if (before != null && before.generation > generation) {
            inbox.takenOver();
            return;
        }
        attached.put(peer, new Attached(generation, lastSeq, inbox));
        if (before != null) {
            before.inbox.takenOver();
        }
    }

    synchronized void detach(PeerId peer, long generation) {
        attached.computeIfPresent(peer, (same, here) -> here.generation == generation ? null : here);
    }

    /**
     * A message for an inbox.
     *
     * @param seq its number; 0 says that the inbox was taken over
     */
    synchronized void deliver(PeerId peer, long generation, long seq, String json) {
        Attached here = attached.get(peer);
        if (here != null && here.generation > generation) {
            return;
        }
        if (here != null && here.generation == generation) {
            deliver(peer, here, seq, json);
        } else if (!expected.containsKey(peer)) {
            if (seq > 0) {
                stranger.notHere(peer, generation);
            }
        } else {
            List<Early> waiting = early.computeIfAbsent(peer, same -> new ArrayList<>());
            if (waiting.size() < MAX_EARLY) {
                waiting.add(new Early(generation, seq, json));
            }
        }
    }

    /** The generation that is attached, or 0; nothing while one is about to be. */
    synchronized OptionalLong generationUnlessExpected(PeerId peer) {
        if (expected.containsKey(peer)) {
            return OptionalLong.empty();
        }
        Attached here = attached.get(peer);
        return OptionalLong.of(here == null ? 0 : here.generation);
    }

    /** Ends them all. */
    synchronized void cutOff() {
        List<Attached> all = List.copyOf(attached.values());
        attached.clear();
        all.forEach(here -> here.inbox.cutOff());
    }

    synchronized List<String> peers() {
        return attached.keySet().stream().map(PeerId::value).toList();
    }

    private void deliver(PeerId peer, Attached here, long seq, String json) {
        if (seq == 0) {
            attached.remove(peer);
            here.inbox.takenOver();
        } else if (seq == here.lastSeq + 1) {
            here.lastSeq = seq;
            here.inbox.deliver(Frame.of(Stamp.seq(seq, json)));
        } else if (seq > here.lastSeq) {
            // The stream has dropped some: the mailbox has them, for whoever comes back.
            attached.remove(peer);
            here.inbox.cutOff();
        }
    }
}

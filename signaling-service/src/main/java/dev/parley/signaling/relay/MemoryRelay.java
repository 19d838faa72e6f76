package dev.parley.signaling.relay;

import dev.parley.signaling.protocol.Frame;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.protocol.Superseded;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The relay of a single node. All is done when a method returns, its stages are complete. */
public final class MemoryRelay implements Relay {

    private final Map<PeerId, Mailbox> mailboxes = new HashMap<>();

    @Override
    public synchronized CompletionStage<Long> open(PeerId peer, Inbox inbox) {
        Mailbox mailbox = new Mailbox(inbox);
        if (mailboxes.putIfAbsent(peer, mailbox) != null) {
            return CompletableFuture.failedFuture(new IllegalStateException("The peer has a mailbox already"));
        }
        return CompletableFuture.completedFuture(mailbox.generation());
    }

    @Override
    public synchronized CompletionStage<Resumption> resume(PeerId peer, OptionalLong after, Inbox inbox) {
        Mailbox mailbox = mailboxes.get(peer);
        if (mailbox == null) {
            return CompletableFuture.completedFuture(new Resumption.Gone());
        }
        boolean complete = mailbox.has(after);
        List<Frame> missed = mailbox.attach(after, inbox);
        if (!complete) {
            mailboxes.remove(peer);
            return CompletableFuture.completedFuture(new Resumption.Overrun());
        }
        return CompletableFuture.completedFuture(new Resumption.Resumed(mailbox.generation(), missed));
    }

    @Override
    public synchronized CompletionStage<Boolean> detach(PeerId peer, long generation) {
        Optional<Mailbox> current = find(peer, generation, true);
        current.ifPresent(Mailbox::detach);
        return CompletableFuture.completedFuture(current.isPresent());
    }

    @Override
    public synchronized CompletionStage<Boolean> expire(PeerId peer, long generation) {
        return CompletableFuture.completedFuture(remove(peer, generation, false));
    }

    @Override
    public synchronized CompletionStage<Boolean> close(PeerId peer, long generation) {
        return CompletableFuture.completedFuture(remove(peer, generation, true));
    }

    @Override
    public synchronized CompletionStage<Posted> post(Post post) {
        Mailbox sender = mailboxes.get(post.from());
        if (post.generation() != Post.ANY && (sender == null || sender.generation() != post.generation())) {
            return CompletableFuture.failedFuture(new Superseded());
        }
        if (post.id() != null && sender != null && !sender.firstTime(post.id())) {
            return CompletableFuture.completedFuture(new Posted(true, Set.of()));
        }
        Set<PeerId> lost = new HashSet<>();
        for (PeerId peer : post.to()) {
            Mailbox mailbox = mailboxes.get(peer);
            if (mailbox != null && !mailbox.add(post.json(), post.told())) {
                mailboxes.remove(peer);
                lost.add(peer);
            }
        }
        return CompletableFuture.completedFuture(new Posted(false, lost));
    }

    @Override
    public CompletionStage<Map<PeerId, Long>> adrift(Duration forLonger) {
        // Whoever took an inbox is this node.
        return CompletableFuture.completedFuture(Map.of());
    }

    @Override
    public synchronized CompletionStage<Long> toldUpTo(PeerId peer) {
        Mailbox mailbox = mailboxes.get(peer);
        return CompletableFuture.completedFuture(mailbox == null ? 0 : mailbox.lastEntry());
    }

    @Override
    public synchronized CompletionStage<Boolean> isOpen(PeerId peer) {
        return CompletableFuture.completedFuture(mailboxes.containsKey(peer));
    }

    private boolean remove(PeerId peer, long generation, boolean attached) {
        boolean found = find(peer, generation, attached).isPresent();
        if (found) {
            mailboxes.remove(peer);
        }
        return found;
    }

    private Optional<Mailbox> find(PeerId peer, long generation, boolean attached) {
        return Optional.ofNullable(mailboxes.get(peer))
                .filter(mailbox -> mailbox.generation() == generation && mailbox.isAttached() == attached);
    }
}

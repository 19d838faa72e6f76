package dev.parley.signaling.log;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One channel in memory. Followers are called under its lock, which is what keeps them in order. */
final class MemoryChannel {

    private final InstantSource clock;
    private final List<ChatLog.Follower> followers = new CopyOnWriteArrayList<>();
    private final Ring ring;
    private String epoch;

    MemoryChannel(Retention retention, String epoch, InstantSource clock) {
        this.ring = new Ring(retention, clock);
        this.epoch = epoch;
        this.clock = clock;
    }

    synchronized Appended append(Draft draft) {
        Entry known = ring.byId(draft.id());
        if (known != null) {
            return known.draft().author().equals(draft.author()) ? new Appended.Repeated(known) : new Appended.Taken();
        }
        Entry entry = ring.add(new Cursor(epoch, ring.lastNumber() + 1), draft, clock.millis());
        followers.forEach(follower -> follower.appended(entry));
        return new Appended.New(entry);
    }

    synchronized Replay replay(@Nullable String after, int last) {
        if (after == null) {
            return ring.last(false, epoch, last);
        }
        Optional<Cursor> cursor = Cursor.parse(after)
                .filter(c -> c.epoch().equals(epoch) && c.number() >= 0 && c.number() <= ring.lastNumber());
        return cursor.map(known -> ring.after(epoch, known.number())).orElseGet(() -> ring.last(true, epoch, last));
    }

    ChatLog.Subscription follow(ChatLog.Follower follower) {
        // Each subscription is an object of its own, also when the same follower comes twice.
        ChatLog.Follower registered = follower::appended;
        followers.add(registered);
        return () -> followers.remove(registered);
    }

    /** Drops all entries; true if nobody follows either, so that nothing remains. */
    synchronized boolean forget(String newEpoch) {
        ring.restart(0);
        epoch = newEpoch;
        return followers.isEmpty();
    }

    synchronized int size() {
        return ring.size();
    }
}

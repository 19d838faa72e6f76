package dev.parley.signaling.relay;

import dev.parley.signaling.protocol.Frame;
import dev.parley.signaling.protocol.Stamp;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One peer's mailbox in memory. Confined to the lock of {@link MemoryRelay}. */
final class Mailbox {

    private final Deque<Frame> kept = new ArrayDeque<>();
    private final Set<String> doneIds = new LinkedHashSet<>();
    private @Nullable Inbox inbox;
    private long lastSeq;
    private long generation = 1;
    private long lastChange;
    private long lastEntry;
    private int missed;

    Mailbox(Inbox inbox) {
        this.inbox = inbox;
    }

    long generation() {
        return generation;
    }

    long lastEntry() {
        return lastEntry;
    }

    boolean isAttached() {
        return inbox != null;
    }

    /** Whether this id is new; it is remembered from now on. */
    boolean firstTime(String id) {
        boolean added = doneIds.add(id);
        if (doneIds.size() > Relay.REMEMBERED_IDS) {
            doneIds.remove(doneIds.iterator().next());
        }
        return added;
    }

    /** Adds a message, unless it was told; false if nobody is attached and it is one too many. */
    boolean add(String json, Told told) {
        if (isTold(told)) {
            return true;
        }
        lastSeq++;
        Frame frame = Frame.of(Stamp.seq(lastSeq, json));
        kept.add(frame);
        if (kept.size() > Relay.KEPT) {
            kept.remove();
        }
        if (inbox != null) {
            inbox.deliver(frame);
            return true;
        }
        missed++;
        return missed <= Relay.KEPT;
    }

    /** Whether this was told before; it is from now on. */
    private boolean isTold(Told told) {
        boolean isChange = told.kind() == Told.Kind.CHANGE || told.kind() == Told.Kind.SNAPSHOT;
        if (isChange && told.number() > 0) {
            if (told.number() <= lastChange) {
                return true;
            }
            lastChange = told.number();
        }
        if (told.kind() == Told.Kind.ENTRY) {
            if (told.number() <= lastEntry) {
                return true;
            }
            lastEntry = told.number();
        } else if (told.kind() == Told.Kind.SNAPSHOT) {
            lastEntry = told.upTo();
        }
        return false;
    }

    /** Whether all that came after a number is kept. */
    boolean has(OptionalLong after) {
        return after.isEmpty() || after.getAsLong() >= lastSeq - kept.size();
    }

    List<Frame> attach(OptionalLong after, Inbox newInbox) {
        if (inbox != null) {
            inbox.takenOver();
        }
        inbox = newInbox;
        generation++;
        missed = 0;
        long firstKept = lastSeq - kept.size() + 1;
        long skip = Math.max(0, after.orElse(0) - firstKept + 1);
        return kept.stream().skip(skip).toList();
    }

    void detach() {
        inbox = null;
    }
}

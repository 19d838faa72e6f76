package dev.parley.signaling.relay;

import dev.parley.signaling.protocol.Frame;

/** A socket's end of a mailbox. Called in order, one call at a time, on any thread; must return at once. */
public interface Inbox {

    /** The next message, with its number. */
    void deliver(Frame frame);

    /** A newer inbox has come for this mailbox; this one gets nothing more. */
    void takenOver();

    /** What happens can't be told completely any more; this inbox gets nothing more, and its peer should come back. */
    void cutOff();
}

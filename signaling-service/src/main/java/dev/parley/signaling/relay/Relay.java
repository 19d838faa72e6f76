package dev.parley.signaling.relay;

import dev.parley.signaling.protocol.PeerId;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * Carries messages to peers, on whatever node their sockets are. Each peer has a mailbox that numbers its messages 1, 2, …
 * ({@code seq}) and keeps the last {@link #KEPT}, so that a new socket goes on where the old one ended.
 *
 * <p><b>Order.</b> The messages of a mailbox have one order, and reach its inbox in it. Posts that one caller makes one
 * after the other, without waiting, keep their order. Two posts to several peers arrive in the same order at all of them.
 *
 * <p><b>Delivery.</b> A message in a mailbox reaches each inbox at most once, and is in the {@link Resumption} of the next
 * inbox if that asks for it. A post with an id is done once, as long as its sender's mailbox remembers it: the last
 * {@link #REMEMBERED_IDS}. One that {@link Told tells} what has a number is in a mailbox once, whoever posts it.
 *
 * <p><b>Fencing.</b> Each inbox that is attached has a higher generation than the ones before it, which get nothing more.
 * Calls with an older generation have no effect and say so, and posts fail with
 * {@link dev.parley.signaling.protocol.Superseded}: a late one can't harm a successor.
 *
 * <p><b>Overflow.</b> A mailbox without an inbox that gets more than {@link #KEPT} messages is closed; {@link Posted#lost()}
 * says so to the caller whose post was too much.
 *
 * <p><b>Threading.</b> Any thread may call; nothing blocks. Stages complete on any thread.
 */
public interface Relay {

    /** Messages that a mailbox keeps. */
    int KEPT = 64;

    /** Ids of a sender that are remembered. */
    int REMEMBERED_IDS = 512;

    /**
     * Makes an empty mailbox for a peer that has none.
     *
     * @return the generation of its inbox
     */
    CompletionStage<Long> open(PeerId peer, Inbox inbox);

    /**
     * Attaches a new inbox; one that is attached is told that it was taken over.
     *
     * @param after the last number seen; empty asks for all that is kept
     */
    CompletionStage<Resumption> resume(PeerId peer, OptionalLong after, Inbox inbox);

    /**
     * Detaches an inbox; the mailbox stays.
     *
     * @return whether it was this generation that was attached
     */
    CompletionStage<Boolean> detach(PeerId peer, long generation);

    /**
     * Closes the mailbox of a peer that hasn't come back.
     *
     * @return whether no newer generation was attached, and it is closed now
     */
    CompletionStage<Boolean> expire(PeerId peer, long generation);

    /**
     * Closes the mailbox of a peer that leaves.
     *
     * @return whether it was this generation that was attached, and it is closed now
     */
    CompletionStage<Boolean> close(PeerId peer, long generation);

    /** Puts a message into mailboxes. */
    CompletionStage<Posted> post(Post post);

    /**
     * Finds mailboxes that have been without an inbox for longer than whoever took it should have waited: their node may be
     * gone.
     *
     * @return the owners, with their generation; not all if they are many
     */
    CompletionStage<Map<PeerId, Long>> adrift(Duration forLonger);

    /** The number of the last entry that somebody's mailbox was {@link Told told}; 0 if none. */
    CompletionStage<Long> toldUpTo(PeerId peer);

    /** Whether somebody's mailbox is open: they are here, or away for a moment. */
    CompletionStage<Boolean> isOpen(PeerId peer);
}

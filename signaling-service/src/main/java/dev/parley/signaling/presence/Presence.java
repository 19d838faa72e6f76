package dev.parley.signaling.presence;

import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Who is in the chat, on all nodes together. An identity counts once, however many sockets it comes with.
 *
 * <p><b>Fencing.</b> Each {@link #enter} of an identity has a higher generation than those before; it takes the place of
 * the one before, whose {@link Occupant} is told. A {@link #leave} with an older generation has no effect: a late write
 * of a socket that was taken over can't end its successor.
 *
 * <p><b>Order.</b> The listener is told of the changes of an identity in their order.
 *
 * <p><b>Threading.</b> Any thread may call; nothing blocks. Occupants and listener are called on any thread, and must
 * return at once.
 */
public interface Presence {

    /** Brings somebody in, or gives an identity that is in a new occupant and a new name. */
    CompletionStage<Entered> enter(Peer peer, Occupant occupant);

    /** Ends somebody's presence, unless a newer generation has come. */
    CompletionStage<Void> leave(PeerId peer, long generation);

    /** Sets who is told of changes; called once, before anything else. */
    void listen(Listener listener);

    /** What stands for an identity that is in. */
    @FunctionalInterface
    interface Occupant {
        /** A newer occupant has come; this one has no say any more. */
        void takenOver();
    }

    /** Is told of changes. */
    interface Listener {
        /**
         * Somebody came in, or changed their name.
         *
         * @param count identities that are in now
         */
        void entered(Peer peer, int count);

        /**
         * Somebody has gone.
         *
         * @param count identities that are in now
         */
        void left(PeerId peer, int count);
    }

    /**
     * The state after somebody came in.
     *
     * @param generation of this entry
     * @param count identities that are in
     * @param participants some of them, at most {@link #MAX_PARTICIPANTS}, the one who came in among them
     */
    record Entered(long generation, int count, List<Peer> participants) {}

    /** How many participants {@link Entered} names at most. */
    int MAX_PARTICIPANTS = 100;
}

package dev.parley.signaling.log;

import dev.parley.signaling.protocol.Superseded;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Messages in order, a log for each channel, the same on all nodes.
 *
 * <p><b>Order.</b> The entries of a channel have one order. Every follower on every node gets them in it, each once.
 * Between channels there is none. Drafts that one caller appends one after the other, without waiting, keep their order.
 *
 * <p><b>Delivery.</b> An append that completes with {@link Appended.New} has stored the entry: all followers get it, and
 * it is replayed until the channel's {@link Retention} drops it. Where that can't be held, because what stores the log has
 * lost it, followers are told of a {@link Follower#gap() gap}, and cursors from before give one. A stage that fails says
 * that nothing is known: the caller may append the same draft again, and gets {@link Appended.Repeated} if it had been
 * stored. Ids are remembered as long as their entries are kept.
 *
 * <p><b>Replay and live.</b> A follower that was registered before {@link #replay} was called misses nothing: each entry
 * comes by the replay, live, or both; {@link Replay#end} tells the two apart by position.
 *
 * <p><b>Threading.</b> Any thread may call; nothing blocks. Followers are called one at a time for each channel, on any
 * thread, and must return at once. Stages complete on any thread.
 *
 * <p><b>Overflow.</b> Bounded by the channel's {@link Retention}; the oldest entries go first.
 */
public interface ChatLog {

    /**
     * Appends a draft, once, however often it is called with the same author and id. Fails with {@link Superseded} if the
     * draft's generation isn't the author's newest.
     */
    CompletionStage<Appended> append(Channel channel, Draft draft);

    /**
     * Reads the end of a channel.
     *
     * @param after a cursor that a client sent, or null. With a cursor of this log: all entries after it. If some of them
     *     are gone: a gap, and all that are kept. With any other cursor: a gap, and the last entries. With null: the last
     * @param last how many the last entries are
     */
    CompletionStage<Replay> replay(Channel channel, @Nullable String after, int last);

    /** Has a follower called with each entry that is appended from now on. */
    Subscription follow(Channel channel, Follower follower);

    /** Drops a channel with its entries and ids, for instance because its room has ended. Followers stay. */
    CompletionStage<Void> forget(Channel channel);

    /** Is called with what is appended. */
    @FunctionalInterface
    interface Follower {
        /** The next entry. */
        void appended(Entry entry);

        /**
         * Entries that were appended, or even acknowledged, may be missing before the next one: the log was lost, or more
         * of it than is kept has passed while this node was cut off.
         */
        default void gap() {}
    }

    /** A follower that is registered. */
    interface Subscription {
        /** Ends the calls; one that has begun on another thread may still be finishing. */
        void cancel();
    }
}

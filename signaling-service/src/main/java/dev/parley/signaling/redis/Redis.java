package dev.parley.signaling.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The few things that shared state asks of Redis. A small port, so that the state's logic can run against a simulated
 * server; the real client is behind it.
 *
 * <p><b>Time limits.</b> Every stage completes within a bounded time. While the server is known to be away, calls fail at
 * once. Nothing is queued for a server that is away.
 *
 * <p><b>Failures.</b> A stage that fails with {@link RedisUnavailable} says that nothing is known: the script may have run,
 * may run later, or never.
 *
 * <p><b>Order.</b> Scripts that one caller runs one after the other, without waiting, run in that order.
 *
 * <p><b>Threading.</b> Any thread may call; nothing blocks. Stages complete on any thread.
 */
public interface Redis {

    /**
     * Runs a script as one step.
     *
     * @param base the prefix of all keys that the script touches; it carries the hash tag, so that they share a slot
     */
    CompletionStage<Reply> run(Script script, String base, List<String> arguments);

    /** A reader with a connection of its own, which is opened at its first read, and again after a failed one. */
    StreamReader reader();

    /** Reads a stream as it grows. One read at a time. */
    interface StreamReader {

        /**
         * What a stream has after an id. Waits a moment if that is nothing.
         *
         * @return the records, oldest first; none if none came while it waited
         */
        CompletionStage<List<StreamRecord>> read(String stream, String afterId);

        /** Closes the connection. */
        void close();
    }
}

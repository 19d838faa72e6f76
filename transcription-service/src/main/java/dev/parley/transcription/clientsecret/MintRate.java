package dev.parley.transcription.clientsecret;

import dev.parley.transcription.address.ClientNetwork;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Counts the keys of each client network and of this node, and says when there may be another. A minute's keys may be taken at once;
 * from then on they come evenly. Safe for any thread.
 *
 * <p>It remembers a network for a minute at most, and no more than {@link #MAX_NETWORKS}: beyond, strangers wait.
 */
@Startup
@Singleton
class MintRate {

    static final int MAX_NETWORKS = 10_000;

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final long networkInterval;
    private final long nodeInterval;
    private final LongSupplier nanos;

    /** For each network, when it will have earned back all of its keys. */
    private final Map<ClientNetwork, Long> whole = new HashMap<>();

    private long nodeWhole;

    @Inject
    MintRate(MintLimits limits) {
        this(limits, System::nanoTime);
    }

    MintRate(MintLimits limits, LongSupplier nanos) {
        if (limits.perAddress() < 1 || limits.perNode() < 1) {
            throw new IllegalArgumentException(
                    "PARLEY_MINT_PER_ADDRESS and PARLEY_MINT_PER_NODE have to be 1 or more.");
        }
        this.networkInterval = MINUTE / limits.perAddress();
        this.nodeInterval = MINUTE / limits.perNode();
        this.nanos = nanos;
        this.nodeWhole = nanos.getAsLong();
    }

    /**
     * Takes a key of the minute's, if there is one left.
     *
     * @return how long to wait for the next one; empty when one was taken
     */
    synchronized Optional<Duration> take(ClientNetwork network) {
        long now = nanos.getAsLong();
        if (whole.size() >= MAX_NETWORKS && !whole.containsKey(network)) {
            whole.values().removeIf(at -> at - now <= 0);
        }
        boolean crowded = whole.size() >= MAX_NETWORKS && !whole.containsKey(network);
        long next = later(whole.getOrDefault(network, now), now) + networkInterval;
        long nodeNext = later(nodeWhole, now) + nodeInterval;
        long wait = Math.max(next, nodeNext) - now - MINUTE;
        if (crowded || wait > 0) {
            return Optional.of(Duration.ofNanos(Math.max(wait, networkInterval)));
        }
        whole.put(network, next);
        nodeWhole = nodeNext;
        return Optional.empty();
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }
}

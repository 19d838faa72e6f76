package dev.parley.signaling.log;

import dev.parley.signaling.protocol.Tokens;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The log of a single node. All is done when a method returns, its stages are complete. */
public final class MemoryChatLog implements ChatLog {

    private static final int EPOCH_LENGTH = 10;

    private final Map<String, MemoryChannel> channels = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final RandomGenerator random;

    /** An empty log. */
    public MemoryChatLog(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public CompletionStage<Appended> append(Channel channel, Draft draft) {
        return CompletableFuture.completedFuture(of(channel).append(draft));
    }

    @Override
    public CompletionStage<Replay> replay(Channel channel, @Nullable String after, int last) {
        return CompletableFuture.completedFuture(of(channel).replay(after, last));
    }

    @Override
    public Subscription follow(Channel channel, Follower follower) {
        return of(channel).follow(follower);
    }

    @Override
    public CompletionStage<Void> forget(Channel channel) {
        MemoryChannel memory = channels.get(channel.name());
        if (memory != null && memory.forget(newEpoch())) {
            channels.remove(channel.name(), memory);
        }
        return CompletableFuture.completedFuture(null);
    }

    /** Entries that are kept, of all channels. */
    public int entries() {
        return channels.values().stream().mapToInt(MemoryChannel::size).sum();
    }

    private MemoryChannel of(Channel channel) {
        return channels.computeIfAbsent(
                channel.name(), name -> new MemoryChannel(channel.retention(), newEpoch(), clock));
    }

    private String newEpoch() {
        return Tokens.random(random, EPOCH_LENGTH);
    }
}

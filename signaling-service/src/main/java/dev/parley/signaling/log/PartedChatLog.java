package dev.parley.signaling.log;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The logs of rooms in one place, and all others in another. */
public final class PartedChatLog implements ChatLog {

    private static final String ROOMS = "room:";

    private final ChatLog rooms;
    private final ChatLog others;

    /** @param rooms has the channels whose names begin with {@code room:} */
    public PartedChatLog(ChatLog rooms, ChatLog others) {
        this.rooms = rooms;
        this.others = others;
    }

    @Override
    public CompletionStage<Appended> append(Channel channel, Draft draft) {
        return of(channel).append(channel, draft);
    }

    @Override
    public CompletionStage<Replay> replay(Channel channel, @Nullable String after, int last) {
        return of(channel).replay(channel, after, last);
    }

    @Override
    public Subscription follow(Channel channel, Follower follower) {
        return of(channel).follow(channel, follower);
    }

    @Override
    public CompletionStage<Void> forget(Channel channel) {
        return of(channel).forget(channel);
    }

    private ChatLog of(Channel channel) {
        return channel.name().startsWith(ROOMS) ? rooms : others;
    }
}

package dev.parley.signaling.chat;

import dev.parley.signaling.protocol.Frame;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.session.Node;
import dev.parley.signaling.session.TokenBucket;
import dev.parley.signaling.telemetry.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this node remembers of those who speak by requests: how much, by which stream they hear, and where that begins. All
 * of it may be forgotten: a stream that is on another node, or a node that never heard of somebody, changes no outcome but
 * a rate.
 *
 * <p>Bounded: beyond {@value #MAX_SPEAKERS}, those go who have been silent longest. Thread-safe.
 */
@ApplicationScoped
class ChatPosts {

    private static final int MAX_SPEAKERS = 10_000;

    /** Guarded by this. */
    private final Map<PeerId, Speaker> speakers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerId, Speaker> eldest) {
            return size() > MAX_SPEAKERS;
        }
    };

    private final ChatConfig config;
    private final InstantSource clock;
    private final Node node;

    ChatPosts(ChatConfig config, InstantSource clock, Node node) {
        this.config = config;
        this.clock = clock;
        this.node = node;
    }

    private static final class Speaker {
        private final TokenBucket rate;
        private @Nullable String after;
        private @Nullable ChatConversation stream;

        Speaker(TokenBucket rate) {
            this.rate = rate;
        }
    }

    /** Whether somebody may say one more thing now. */
    synchronized boolean mayTake(PeerId peer) {
        boolean may = speaker(peer).rate.tryTake();
        if (!may) {
            node.limits().reached(Limit.SOCKET_MESSAGES);
        }
        return may;
    }

    /** Somebody is expected to open a stream, and has seen everything up to a cursor. */
    synchronized void expect(PeerId peer, @Nullable String after) {
        speaker(peer).after = after;
    }

    /** What somebody who opens a stream has said of where it begins; asked once. */
    synchronized @Nullable String expectedAfter(PeerId peer) {
        Speaker speaker = speaker(peer);
        String after = speaker.after;
        speaker.after = null;
        return after;
    }

    /** Somebody hears by this stream. */
    synchronized void opened(PeerId peer, ChatConversation stream) {
        speaker(peer).stream = stream;
    }

    /** A stream is gone. */
    synchronized void closed(PeerId peer, ChatConversation stream) {
        Speaker speaker = speaker(peer);
        if (speaker.stream == stream) {
            speaker.stream = null;
        }
    }

    /** Sends what was said before to somebody's stream once more, if it is here. */
    synchronized void repeat(PeerId peer, Frame frame) {
        ChatConversation stream = speaker(peer).stream;
        if (stream != null) {
            stream.repeat(frame);
        }
    }

    private Speaker speaker(PeerId peer) {
        return speakers.computeIfAbsent(
                peer,
                unknown -> new Speaker(new TokenBucket(config.messagesPerSecond(), config.messagesBurst(), clock)));
    }
}

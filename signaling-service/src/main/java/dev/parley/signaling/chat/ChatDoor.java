package dev.parley.signaling.chat;

import dev.parley.signaling.log.Channel;
import dev.parley.signaling.log.ChatLog;
import dev.parley.signaling.presence.Presence;
import dev.parley.signaling.protocol.Door;
import dev.parley.signaling.protocol.JsonCodec;
import dev.parley.signaling.session.Fanout;
import dev.parley.signaling.session.Identities;
import dev.parley.signaling.session.SessionConfig;
import dev.parley.signaling.session.Socket;
import dev.parley.signaling.session.TokenBucket;
import dev.parley.signaling.telemetry.DoorMetrics;
import dev.parley.signaling.telemetry.LimitMetrics;
import dev.parley.signaling.time.Timers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** Puts the chat together, at the start: its meters are there before its first visitor. */
@Startup
@ApplicationScoped
class ChatDoor {

    /** A text of the longest kind, each byte escaped as six, and the rest of the message. */
    private static final int MAX_MESSAGE_BYTES = 32 * 1024;

    private static final String LOBBY = "chat:lobby";

    private final JsonCodec<ChatClientMessage, ChatServerMessage> codec =
            new JsonCodec<>(ChatClientMessage.class, ChatServerMessage.class);
    private final Socket.Settings settings;
    private final DoorMetrics metrics;
    private final ChatRoom room;

    ChatDoor(
            ChatConfig config,
            SessionConfig session,
            ChatLog log,
            Presence presence,
            Identities identities,
            InstantSource clock,
            Timers timers,
            MeterRegistry registry) {
        this.settings = new Socket.Settings(
                session.helloTimeout(),
                session.outbox(),
                session.pulse(),
                MAX_MESSAGE_BYTES,
                config.messagesPerSecond(),
                config.messagesBurst());
        this.metrics = new DoorMetrics(registry, Door.CHAT);
        Fanout fanout = new Fanout(metrics);
        presence.listen(new PresenceAnnouncer(fanout, codec, timers));
        this.room = new ChatRoom(
                log,
                new Channel(LOBBY, config.retention()),
                presence,
                identities,
                fanout,
                codec,
                ChatLimits.of(config, session),
                new TokenBucket(config.nodeMessagesPerSecond(), config.nodeMessagesPerSecond(), clock),
                new LimitMetrics(registry),
                clock);
    }

    Socket.Settings settings() {
        return settings;
    }

    DoorMetrics metrics() {
        return metrics;
    }

    ChatRoom room() {
        return room;
    }

    JsonCodec<ChatClientMessage, ChatServerMessage> codec() {
        return codec;
    }

    ChatConversation begin(Socket socket) {
        return new ChatConversation(socket, room, codec);
    }
}

package dev.parley.signaling.rooms;

import dev.parley.signaling.log.ChatLog;
import dev.parley.signaling.protocol.Door;
import dev.parley.signaling.protocol.JsonCodec;
import dev.parley.signaling.registry.RoomRegistry;
import dev.parley.signaling.relay.Relay;
import dev.parley.signaling.session.Conversation;
import dev.parley.signaling.session.Identities;
import dev.parley.signaling.session.SessionConfig;
import dev.parley.signaling.session.Socket;
import dev.parley.signaling.session.TokenBucket;
import dev.parley.signaling.telemetry.DoorMetrics;
import dev.parley.signaling.telemetry.LimitMetrics;
import dev.parley.signaling.telemetry.RoomMetrics;
import dev.parley.signaling.time.Timers;
import dev.parley.signaling.time.Turns;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Puts the rooms together, at the start: their meters are there before their first visitor. */
@Startup
@ApplicationScoped
class RoomDoor {

    /** A description of the longest kind, with its line ends escaped, and the rest of the message. */
    private static final int MAX_MESSAGE_BYTES = 128 * 1024;

    private final JsonCodec<RoomClientMessage, RoomServerMessage> codec =
            new JsonCodec<>(RoomClientMessage.class, RoomServerMessage.class);
    private final Socket.Settings settings;
    private final DoorMetrics metrics;
    private final Attendance attendance;
    private final Rooms rooms;
    private final Postman postman;
    private final TokenBucket nodeMessages;

    RoomDoor(
            RoomConfig config,
            SessionConfig session,
            ChatLog log,
            RoomRegistry registry,
            Relay relay,
            Identities identities,
            InstantSource clock,
            Timers timers,
            RandomGenerator random,
            @Turns Executor executor,
            MeterRegistry meters) {
        this.settings = new Socket.Settings(
                session.helloTimeout(),
                session.outbox(),
                session.pulse(),
                MAX_MESSAGE_BYTES,
                config.messagesPerSecond(),
                config.messagesBurst());
        this.metrics = new DoorMetrics(meters, Door.ROOMS);
        this.nodeMessages = new TokenBucket(config.nodeMessagesPerSecond(), config.nodeMessagesPerSecond(), clock);
        this.postman = new Postman(relay, registry);
        RoomMetrics roomMetrics = new RoomMetrics(meters);
        registry.listen(new RoomAnnouncer(log, postman, codec, executor, roomMetrics));
        this.rooms = new Rooms(
                registry,
                postman,
                log,
                codec,
                clock,
                random,
                () -> roomMetrics.rooms() < config.roomsPerNode(),
                new LimitMetrics(meters));
        this.attendance = new Attendance(
                relay, registry, log, identities, codec, RoomLimits.of(config, session), config.placeKept(), timers);
        attendance.watch();
    }

    Socket.Settings settings() {
        return settings;
    }

    DoorMetrics metrics() {
        return metrics;
    }

    Conversation<?> begin(Socket socket) {
        return new RoomConversation(socket, attendance, rooms, postman, codec, nodeMessages);
    }
}

package dev.parley.signaling.session;

import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.telemetry.DoorMetrics;
import dev.parley.signaling.telemetry.Limit;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One open socket with what belongs to it. The conversation that uses it is confined to its loop. */
public final class Socket {

    /**
     * What a door allows its sockets.
     *
     * @param pulse when to ask whether the other end is still there
     * @param maxMessageBytes the longest message of a client, in bytes of UTF-8
     * @param messagesPerSecond in the long run
     * @param messagesBurst at once
     */
    public record Settings(
            Duration helloTimeout,
            Outbox.Bounds outbox,
            Pulse.Bounds pulse,
            int maxMessageBytes,
            int messagesPerSecond,
            int messagesBurst) {}

    private final String id;
    private final Wire wire;
    private final Settings settings;
    private final DoorMetrics metrics;
    private final Node node;
    private final Outbox outbox;
    private final TokenBucket messages;
    private final TokenBucket addressMessages;
    private final Throttle throttle;
    private final Pulse pulse;

    /** Confined to the loop. */
    private @Nullable PeerId self;

    /**
     * An open socket.
     *
     * @param id names it in the log
     * @param addressMessages what may come from its address, by all sockets
     * @param abandoned called once, on the loop, when the receiver was too slow
     */
    Socket(
            String id,
            Wire wire,
            Settings settings,
            DoorMetrics metrics,
            Node node,
            TokenBucket addressMessages,
            Runnable abandoned) {
        this.id = id;
        this.wire = wire;
        this.settings = settings;
        this.metrics = metrics;
        this.node = node;
        this.outbox = new Outbox(wire, settings.outbox(), node.clock(), metrics, node.outboxes(), () -> {
            tell("slow receiver");
            abandoned.run();
        });
        this.messages = new TokenBucket(settings.messagesPerSecond(), settings.messagesBurst(), node.clock());
        this.addressMessages = addressMessages;
        this.throttle = new Throttle(wire, settings.messagesPerSecond(), node.timers(), node.clock());
        this.pulse = new Pulse(settings.pulse(), wire.answersPings(), node.clock());
    }

    /** The writer of this socket. */
    public Outbox outbox() {
        return outbox;
    }

    /** The meters of this socket's door. */
    public DoorMetrics metrics() {
        return metrics;
    }

    /** Runs a task on this socket's loop: now, if the caller is there already. */
    public void run(Runnable task) {
        if (wire.onLoop()) {
            task.run();
        } else {
            wire.loop().execute(task);
        }
    }

    /** Runs a task on this socket's loop, later. */
    void after(Duration delay, Runnable task) {
        node.timers().after(delay, () -> run(task));
    }

    Settings settings() {
        return settings;
    }

    /** The limit that one more message would break, if there is one. Whoever breaks it is read more slowly. */
    Optional<Limit> exceeded() {
        Optional<Limit> limit = !messages.tryTake()
                ? Optional.of(Limit.SOCKET_MESSAGES)
                : addressMessages.tryTake() ? Optional.empty() : Optional.of(Limit.ADDRESS_MESSAGES);
        limit.ifPresent(reached -> {
            reached(reached);
            throttle.refused();
        });
        return limit;
    }

    /** A message broke a limit. */
    void reached(Limit limit) {
        node.limits().reached(limit);
        tell("limit reached", "limit", limit);
    }

    /** Whose socket it is. Only on the loop. */
    public void identified(PeerId peer) {
        self = peer;
        tell("welcomed");
    }

    /** Tells operators of something that happens to this socket; more fields come in pairs. */
    void tell(String event, @Nullable Object... fields) {
        @Nullable Object[] all = new @Nullable Object[fields.length + 6];
        all[0] = "door";
        all[1] = metrics.door();
        all[2] = "connection";
        all[3] = id;
        all[4] = "session";
        all[5] = self;
        System.arraycopy(fields, 0, all, 6, fields.length);
        node.events().info(event, all);
    }

    /** Something came from the other end. */
    void heard() {
        pulse.heard();
    }

    /**
     * Looks after the other end: asks whether it is there when it has been silent, cuts it when it doesn't answer, closes it
     * when it takes nothing. To be called from time to time.
     *
     * @param dead called on the loop when it was cut
     */
    void patrol(Runnable dead) {
        outbox.checkPatience();
        switch (pulse.check()) {
            case FINE -> {}
            case ASK -> run(wire::ping);
            case DEAD ->
                run(() -> {
                    metrics.deadPeer();
                    tell("dead peer");
                    wire.cut();
                    dead.run();
                });
        }
    }
}

package dev.parley.signaling.session;

import dev.parley.signaling.telemetry.DoorMetrics;
import dev.parley.signaling.time.Timers;
import java.time.Duration;
import java.time.InstantSource;

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

    private final Wire wire;
    private final Settings settings;
    private final DoorMetrics metrics;
    private final Timers timers;
    private final Outbox outbox;
    private final TokenBucket rate;
    private final Pulse pulse;

    /** @param abandoned called once, on the loop, when the receiver was too slow */
    Socket(Wire wire, Settings settings, DoorMetrics metrics, Timers timers, InstantSource clock, Runnable abandoned) {
        this.wire = wire;
        this.settings = settings;
        this.metrics = metrics;
        this.timers = timers;
        this.outbox = new Outbox(wire, settings.outbox(), clock, metrics, abandoned);
        this.rate = new TokenBucket(settings.messagesPerSecond(), settings.messagesBurst(), clock);
        this.pulse = new Pulse(settings.pulse(), wire.answersPings(), clock);
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
        timers.after(delay, () -> run(task));
    }

    Settings settings() {
        return settings;
    }

    TokenBucket rate() {
        return rate;
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
                    wire.cut();
                    dead.run();
                });
        }
    }
}

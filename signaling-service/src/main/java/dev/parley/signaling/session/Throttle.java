package dev.parley.signaling.session;

import dev.parley.signaling.time.Timers;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Reads a socket that sends too much no faster than it may send: each message that had to be refused makes the next read
 * wait for the time that its like is allowed in. What waits then, waits with the sender. Confined to the socket's loop.
 */
final class Throttle {

    /** Shorter than any sensible time-out of a ping, whose answer waits, too. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Wire wire;
    private final Timers timers;
    private final InstantSource clock;
    private final long penaltyMillis;
    private long heldUntilMillis;
    private boolean held;

    Throttle(Wire wire, int messagesPerSecond, Timers timers, InstantSource clock) {
        this.wire = wire;
        this.timers = timers;
        this.clock = clock;
        this.penaltyMillis = Duration.ofSeconds(1).toMillis() / messagesPerSecond;
    }

    /** A message had to be refused. */
    void refused() {
        long now = clock.millis();
        heldUntilMillis = Math.min(Math.max(heldUntilMillis, now) + penaltyMillis, now + LONGEST.toMillis());
        if (!held) {
            held = true;
            wire.reading(false);
            lookAgain(heldUntilMillis - now);
        }
    }

    private void lookAgain(long inMillis) {
        timers.after(Duration.ofMillis(inMillis), () -> wire.loop().execute(() -> {
            long rest = heldUntilMillis - clock.millis();
            if (rest > 0) {
                lookAgain(rest);
            } else {
                held = false;
                wire.reading(true);
            }
        }));
    }
}

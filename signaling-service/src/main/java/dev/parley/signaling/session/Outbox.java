package dev.parley.signaling.session;

import dev.parley.signaling.protocol.CloseCode;
import dev.parley.signaling.protocol.Frame;
import dev.parley.signaling.telemetry.DoorMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The one ordered writer of a socket.
 *
 * <p>Frames leave in the order in which they were offered. Replay and live frames meet here: {@link #hold()} keeps live
 * frames back, {@link #release} sends the replay, then live frames, of which it drops those that the replay had.
 *
 * <p>Bounded in bytes and in time: a receiver that lets more than {@link Bounds#bytes()} of live frames wait, or takes
 * nothing for {@link Bounds#patience()}, is closed with {@link CloseCode#SLOW_RECEIVER}, and what waits for it is dropped.
 * A replay doesn't count in bytes, since its frames are shared with the log, which has its own bound. All outboxes of a
 * node share an {@link OutboxBudget}.
 *
 * <p>Any thread may call any method; none blocks. Writes happen on the socket's loop.
 */
public final class Outbox {

    /**
     * What a slow receiver is allowed.
     *
     * @param bytes of live frames that wait or are on their way
     * @param patience how long it may take nothing
     */
    public record Bounds(int bytes, Duration patience) {}

    /** Bytes handed to the socket at a time; the others wait here, where they can still be dropped. */
    private static final int WINDOW_BYTES = 64 * 1024;

    private final Wire wire;
    private final Bounds bounds;
    private final InstantSource clock;
    private final DoorMetrics metrics;
    private final OutboxBudget budget;
    private final Runnable abandoned;

    // Guarded by this.
    private final Queue<Frame> replay = new ArrayDeque<>();
    private final Queue<Frame> live = new ArrayDeque<>();
    private long liveBytes;
    private long inFlightBytes;
    private long lastProgressMillis;
    private long replayedUpTo = Frame.UNLOGGED;
    private long passedUpTo = Frame.UNLOGGED;
    private boolean holding;
    private boolean drainScheduled;
    private boolean closed;
    private boolean wasTooSlow;
    private @Nullable CloseCode closeWhenSent;

    /** Confined to the socket's loop. */
    private boolean draining;

    /**
     * The writer of an open socket.
     *
     * @param budget of all outboxes of this node
     * @param abandoned called once, on the loop, when the receiver was too slow
     */
    Outbox(
            Wire wire,
            Bounds bounds,
            InstantSource clock,
            DoorMetrics metrics,
            OutboxBudget budget,
            Runnable abandoned) {
        this.wire = wire;
        this.bounds = bounds;
        this.clock = clock;
        this.metrics = metrics;
        this.budget = budget;
        this.abandoned = abandoned;
    }

    /** Sends a frame after all that were offered before; drops it when the socket is closed or about to be. */
    public void offer(Frame frame) {
        offer(List.of(frame));
    }

    /** Sends frames after all that were offered before, as {@link #offer(Frame)} does. */
    void offer(List<Frame> frames) {
        boolean tooSlow;
        synchronized (this) {
            if (closed || closeWhenSent != null) {
                return;
            }
            for (Frame frame : frames) {
                if (!isReplayed(frame)) {
                    live.add(frame);
                    addLive(frame.bytes());
                    passedUpTo = Math.max(passedUpTo, frame.position());
                }
            }
            tooSlow = liveBytes > bounds.bytes() || (budget.isUsedUp() && liveBytes > OutboxBudget.SHARE_BYTES);
        }
        if (tooSlow) {
            abandon();
        } else {
            schedule();
        }
    }

    /**
     * Sends a frame of the log once more, whether or not it has passed here before. One that is still on its way here is not
     * sent now: it comes by itself, and in its order.
     */
    public void repeat(Frame frame) {
        boolean hasPassed;
        synchronized (this) {
            hasPassed = frame.position() <= passedUpTo;
        }
        if (hasPassed) {
            offer(frame.outOfLog());
        }
    }

    /** Keeps frames that are offered from now on back until {@link #release}. */
    public synchronized void hold() {
        holding = true;
    }

    /**
     * Sends frames before those that were held back, and drops the live ones that they repeat: those that were held, and
     * those that are still on their way here.
     *
     * @param frames what to send first
     * @param upTo the log position up to which {@code frames} has everything; live frames from there or before are dropped
     */
    public void release(List<Frame> frames, long upTo) {
        synchronized (this) {
            replay.addAll(frames);
            replayedUpTo = upTo;
            passedUpTo = Math.max(passedUpTo, upTo);
            live.removeIf(frame -> {
                boolean repeated = isReplayed(frame);
                addLive(repeated ? -frame.bytes() : 0);
                return repeated;
            });
            holding = false;
        }
        schedule();
    }

    /** Sends what was offered so far, then closes the socket. Later frames are dropped. */
    public void finish(CloseCode code) {
        synchronized (this) {
            if (closed || closeWhenSent != null) {
                return;
            }
            closeWhenSent = code;
            holding = false;
        }
        schedule();
    }

    /** Drops everything: the socket is gone. */
    synchronized void discard() {
        closed = true;
        replay.clear();
        live.clear();
        addLive(-liveBytes);
    }

    /** Whether the receiver was given up because it was too slow. */
    public synchronized boolean wasTooSlow() {
        return wasTooSlow;
    }

    /** Holding this lock. */
    private void addLive(long bytes) {
        liveBytes += bytes;
        budget.add(bytes);
    }

    /** Closes the socket if it has taken nothing for too long. To be called from time to time. */
    void checkPatience() {
        boolean tooSlow;
        synchronized (this) {
            tooSlow = !closed
                    && inFlightBytes > 0
                    && clock.millis() - lastProgressMillis > bounds.patience().toMillis();
        }
        if (tooSlow) {
            abandon();
        }
    }

    /** The thread on which this socket is written. */
    Executor loop() {
        return wire.loop();
    }

    private boolean isReplayed(Frame frame) {
        return frame.position() != Frame.UNLOGGED && frame.position() <= replayedUpTo;
    }

    private void abandon() {
        synchronized (this) {
            if (closed) {
                return;
            }
            wasTooSlow = true;
            discard();
        }
        metrics.slowReceiver();
        wire.loop().execute(() -> {
            wire.close(CloseCode.SLOW_RECEIVER);
            abandoned.run();
        });
    }

    private void schedule() {
        if (wire.onLoop()) {
            drain();
            return;
        }
        synchronized (this) {
            if (drainScheduled) {
                return;
            }
            drainScheduled = true;
        }
        wire.loop().execute(() -> {
            synchronized (this) {
                drainScheduled = false;
            }
            drain();
        });
    }

    /** Writes while the window is open. A write that completes at once calls back into this method: then it does nothing. */
    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        try {
            boolean more = true;
            while (more) {
                more = writeNext();
            }
        } finally {
            draining = false;
        }
        closeIfSent();
    }

    private boolean writeNext() {
        Frame frame;
        int liveFrameBytes;
        synchronized (this) {
            if (closed || inFlightBytes >= WINDOW_BYTES) {
                return false;
            }
            boolean isReplay = !replay.isEmpty();
            frame = isReplay ? replay.poll() : holding ? null : live.poll();
            if (frame == null) {
                return false;
            }
            liveFrameBytes = isReplay ? 0 : frame.bytes();
            if (inFlightBytes == 0) {
                lastProgressMillis = clock.millis();
            }
            inFlightBytes += frame.bytes();
        }
        metrics.messageOut();
        int bytes = frame.bytes();
        wire.write(frame.text()).whenComplete((done, failure) -> written(bytes, liveFrameBytes));
        return true;
    }

    private void written(int bytes, int liveFrameBytes) {
        synchronized (this) {
            inFlightBytes -= bytes;
            addLive(closed ? 0 : -liveFrameBytes);
            lastProgressMillis = clock.millis();
        }
        schedule();
    }

    private void closeIfSent() {
        CloseCode code;
        synchronized (this) {
            if (closed || closeWhenSent == null || !replay.isEmpty() || !live.isEmpty()) {
                return;
            }
            code = closeWhenSent;
            discard();
        }
        wire.close(code);
    }
}

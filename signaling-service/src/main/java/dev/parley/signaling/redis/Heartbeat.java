package dev.parley.signaling.redis;

import dev.parley.signaling.time.Timers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Tells the other nodes that this one is alive, and finds those that aren't any more.
 *
 * <p>A node that has just been cut off from Redis, or stood still, finds nobody dead: after an outage all look dead to each
 * other until they have had the time to say otherwise.
 */
public final class Heartbeat {

    private static final Logger LOG = Logger.getLogger(Heartbeat.class);

    /** Is told what the beats find out. Calls must return at once. */
    public interface Listener {
        /** The others have taken this node for dead, or Redis has lost its data; called at the first beat, too. */
        void isolated();

        /** Redis has answered a beat: a moment to repair what failed. */
        void answered();

        /** A node is gone. Called again, perhaps by several nodes at once, until somebody has seen to what it left. */
        CompletionStage<?> gone(String node);
    }

    /**
     * How quickly nodes find each other dead.
     *
     * @param interval between beats
     * @param deadAfter how long a node may miss its beats
     */
    public record Pace(Duration interval, Duration deadAfter) {}

    private final Redis redis;
    private final String base;
    private final String node;
    private final Pace pace;
    private final Timers timers;
    private final InstantSource clock;
    private final Listener listener;

    // Guarded by this.
    private long lastBeatMillis;
    private long steadySinceMillis;
    private boolean stopped;

    /** A heart that doesn't beat yet. */
    public Heartbeat(
            Redis redis, String base, String node, Pace pace, Timers timers, InstantSource clock, Listener listener) {
        this.redis = redis;
        this.base = base;
        this.node = node;
        this.pace = pace;
        this.timers = timers;
        this.clock = clock;
        this.listener = listener;
    }

    /** Begins to beat. */
    public void start() {
        beat();
    }

    /** Ends beating: the others will take this node for dead. */
    public synchronized void stop() {
        stopped = true;
    }

    private void beat() {
        synchronized (this) {
            if (stopped) {
                return;
            }
        }
        String look = isSteady() ? "1" : "0";
        List<String> arguments = List.of(node, Long.toString(pace.deadAfter().toMillis()), look);
        redis.run(Scripts.BEAT, base, arguments).whenComplete((reply, failure) -> {
            if (failure == null) {
                answered(reply);
            }
            timers.after(pace.interval(), this::beat);
        });
    }

    private void answered(Reply reply) {
        synchronized (this) {
            long now = clock.millis();
            boolean late = now - lastBeatMillis > pace.deadAfter().toMillis() / 2;
            lastBeatMillis = now;
            if (late) {
                steadySinceMillis = now;
            }
        }
        List<String> texts = reply.texts();
        if (texts.get(0).equals("0")) {
            listener.isolated();
        }
        listener.answered();
        for (String gone : texts.subList(1, texts.size())) {
            LOG.infof("The node %s is gone", gone);
            listener.gone(gone);
        }
    }

    private synchronized boolean isSteady() {
        return lastBeatMillis > 0
                && clock.millis() - lastBeatMillis <= pace.deadAfter().toMillis() / 2
                && clock.millis() - steadySinceMillis >= pace.deadAfter().toMillis();
    }
}

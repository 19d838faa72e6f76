package dev.parley.transcription.session;

import dev.parley.transcription.upstream.UpstreamEvents;
import dev.parley.transcription.upstream.UpstreamLoss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The plan by which a session changes to a fresh upstream connection before the old one reaches its end.
 *
 * <p>In the last minutes (the window) a successor is made ready beside the connection in use. The change comes at the next end of a
 * turn; if there is none, at the latest some seconds before the end, and then it ends the turn itself. Until the change the old
 * connection does all the work, so that a successor that fails costs nothing: it is tried again as long as there is time. Belongs to
 * its session's event loop.
 */
final class Rotation {

    private final SessionTools tools;
    private final Function<Dialer.Listener, Dialer> dialers;
    private final Stage stage;
    private final List<Timers.Timer> plan = new ArrayList<>();
    private @Nullable Dialer dialer;
    private @Nullable Leg current;
    private @Nullable Leg successor;
    private boolean due;
    private boolean urgent;

    /** Where the change takes place. */
    interface Stage {

        /** Whether a change is possible at the moment. */
        boolean mayRotate();

        /** Changes: what comes from now on goes to the successor. Audio that no commit covers is committed first. */
        void rotate(Leg successor);

        /** A successor could not be made ready, or was lost again. */
        void successorFailed(UpstreamLoss loss, boolean again);
    }

    /** @param dialers makes one for each successor */
    Rotation(SessionTools tools, Function<Dialer.Listener, Dialer> dialers, Stage stage) {
        this.tools = tools;
        this.dialers = dialers;
        this.stage = stage;
    }

    /** Plans the change away from a connection that is in use from now on. */
    void plan(Leg leg) {
        cancel();
        current = leg;
        Duration life = left(leg);
        Duration window = shorter(tools.limits().rotationWindow(), life.dividedBy(2));
        Duration latest = shorter(tools.limits().rotationLatest(), life.dividedBy(4));
        plan.add(tools.timers().after(life.minus(window), () -> prepare(leg)));
        plan.add(tools.timers().after(life.minus(latest), this::makeDue));
        plan.add(tools.timers().after(life.minus(latest.dividedBy(2)), this::makeUrgent));
    }

    private Duration left(Leg leg) {
        Duration left = Duration.between(tools.timers().now(), leg.end());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void prepare(Leg leg) {
        dialer = dialers.apply(new Successor());
        dialer.dial(left(leg));
    }

    private void makeDue() {
        due = true;
        progress();
    }

    /** The client says nothing more that would make a commit of what little it has said. */
    private void makeUrgent() {
        urgent = true;
        makeDue();
    }

    /** A turn has ended on the connection in use. */
    void turnEnded() {
        if (successor != null) {
            due = true;
            progress();
        }
    }

    /** Audio went up, or something else has changed that a due change may have waited for. */
    void progress() {
        Leg next = successor;
        if (due && next != null && current != null && stage.mayRotate() && isCuttable(current)) {
            successor = null;
            stage.rotate(next);
        }
    }

    /** Less than a commit takes can't be left behind: it would be lost. */
    private boolean isCuttable(Leg leg) {
        return urgent || leg.turns().isCovered() || leg.turns().isSurelyCommittable();
    }

    /** Tells a successor that the configuration has changed. */
    void reconfigure(String update) {
        if (successor != null) {
            successor.send(update);
        } else if (dialer != null) {
            dialer.reconfigure(update);
        }
    }

    /** Gives the plan up, with whatever was prepared. */
    void cancel() {
        plan.forEach(Timers.Timer::cancel);
        plan.clear();
        if (dialer != null) {
            dialer.cancel();
            dialer = null;
        }
        if (successor != null) {
            successor.close();
            successor = null;
        }
        due = false;
        urgent = false;
    }

    /** Hears the making of a successor, and what happens to it until it is needed. */
    private final class Successor implements Dialer.Listener, UpstreamEvents {

        @Override
        public void ready(Leg leg, List<String> greetings) {
            leg.listener(this);
            successor = leg;
            progress();
        }

        @Override
        public void tried(UpstreamLoss loss, boolean again) {
            stage.successorFailed(loss, again);
        }

        @Override
        public void failed(UpstreamLoss loss) {
            dialer = null;
        }

        @Override
        public void closed(UpstreamLoss loss) {
            successor = null;
            boolean again = loss.failure().retryable() && current != null;
            stage.successorFailed(loss, again);
            if (again && current != null) {
                prepare(current);
            }
        }

        @Override
        public void opened() {}

        @Override
        public void received(String json) {}

        @Override
        public void writable() {}
    }
}

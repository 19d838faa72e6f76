package dev.parley.transcription.session;

import dev.parley.transcription.upstream.UpstreamEvents;
import dev.parley.transcription.upstream.UpstreamFailure;
import dev.parley.transcription.upstream.UpstreamLoss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gets a session one upstream connection that is open and has accepted the configuration. What fails and may pass is tried again,
 * with growing, jittered waits and not before the upstream wants it, until the time for all of that is over.
 *
 * <p>Belongs to its session's event loop. It is used once.
 */
final class Dialer {

    private final SessionTools tools;
    private final Supplier<Turns> turns;
    private final Supplier<String> configuration;
    private final Listener listener;
    private final Backoff backoff;
    private final List<String> greetings = new ArrayList<>();
    private long deadlineNanos;
    private boolean over;
    private @Nullable Leg leg;
    private @Nullable UpstreamLoss last;
    private Timers.@Nullable Timer retry;
    private Timers.@Nullable Timer overdue;

    /** Hears what comes of it: one of the first two, once. */
    interface Listener {

        /**
         * The upstream listens.
         *
         * @param greetings what it said of its session, for the client
         */
        void ready(Leg leg, List<String> greetings);

        /** There is none to be had. */
        void failed(UpstreamLoss loss);

        /**
         * A try came to nothing.
         *
         * @param again whether there will be another
         */
        void tried(UpstreamLoss loss, boolean again);
    }

    /**
     * One that has not begun.
     *
     * @param turns an account for each connection
     * @param configuration the {@code session.update} of the moment
     */
    Dialer(SessionTools tools, Supplier<Turns> turns, Supplier<String> configuration, Listener listener) {
        this.tools = tools;
        this.turns = turns;
        this.configuration = configuration;
        this.listener = listener;
        this.backoff = new Backoff(tools.random());
    }

    /** Begins. @param patience the time for all tries together */
    void dial(Duration patience) {
        deadlineNanos = tools.timers().nanos() + patience.toNanos();
        overdue = tools.timers().after(patience, this::giveUp);
        attempt();
    }

    /** Tells a connection that is being made that the configuration has changed; a later one is told when it opens. */
    void reconfigure(String update) {
        if (leg != null) {
            leg.send(update);
        }
    }

    /** Gives up, and tells nobody. */
    void cancel() {
        over = true;
        if (leg != null) {
            leg.close();
        }
        cancel(retry);
        cancel(overdue);
    }

    private static void cancel(Timers.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void attempt() {
        greetings.clear();
        leg = new Leg(tools.upstream(), turns.get(), new Attempt());
        leg.endsAt(tools.timers().now().plus(tools.limits().upstreamLength()));
    }

    private void lost(UpstreamLoss loss) {
        if (over) {
            return;
        }
        if (leg != null) {
            leg.close();
        }
        last = loss;
        Duration wait = backoff.next(loss.retryAfter());
        boolean again = loss.failure().retryable() && tools.timers().nanos() + wait.toNanos() < deadlineNanos;
        listener.tried(loss, again);
        if (again) {
            tools.metrics().retried();
            retry = tools.timers().after(wait, this::attempt);
        } else {
            cancel();
            listener.failed(loss);
        }
    }

    /** What the last try failed of says more than that the time is over. */
    private void giveUp() {
        UpstreamLoss loss = last == null ? UpstreamLoss.of(UpstreamFailure.TIMEOUT, "no session") : last;
        cancel();
        listener.tried(loss, false);
        listener.failed(loss);
    }

    /** Hears a connection that is not ready yet. */
    private final class Attempt implements UpstreamEvents {

        @Override
        public void opened() {
            if (leg != null) {
                leg.send(configuration.get());
            }
        }

        @Override
        public void received(String json) {
            switch (UpstreamEvent.peek(json).kind()) {
                case SESSION_CREATED -> tools.upstreamTexts().session(json).ifPresent(this::greeted);
                case SESSION_UPDATED ->
                    tools.upstreamTexts().session(json).ifPresent(session -> {
                        greeted(session);
                        ready();
                    });
                case ERROR ->
                    tools.upstreamTexts()
                            .error(json)
                            .ifPresent(problem -> lost(UpstreamLoss.of(
                                    // A session whose configuration was refused is of no use, whatever the reason.
                                    problem.failure() == UpstreamFailure.OTHER
                                            ? UpstreamFailure.REJECTED
                                            : problem.failure(),
                                    "error event")));
                case UNREADABLE -> tools.metrics().upstreamFailed(UpstreamFailure.INVALID_ANSWER);
                default -> {}
            }
        }

        private void greeted(UpstreamTexts.Session session) {
            greetings.add(session.text());
            if (leg != null) {
                session.end().ifPresent(leg::endsAt);
            }
        }

        private void ready() {
            Leg made = leg;
            if (made != null && !over) {
                over = true;
                // From here on it is the listener's.
                leg = null;
                Dialer.cancel(overdue);
                listener.ready(made, List.copyOf(greetings));
            }
        }

        @Override
        public void writable() {}

        @Override
        public void closed(UpstreamLoss loss) {
            lost(loss);
        }
    }
}

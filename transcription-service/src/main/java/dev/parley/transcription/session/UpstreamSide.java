package dev.parley.transcription.session;

import dev.parley.transcription.session.SessionState.Closed;
import dev.parley.transcription.session.SessionState.Connecting;
import dev.parley.transcription.session.SessionState.Streaming;
import dev.parley.transcription.upstream.TranscriptionModel;
import dev.parley.transcription.upstream.UpstreamEvents;
import dev.parley.transcription.upstream.UpstreamFailure;
import dev.parley.transcription.upstream.UpstreamLoss;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A session's side towards the upstream: the state, the connection or two in use, and the change from one to the next.
 *
 * <p><b>Order across a change.</b> From the change on, audio goes to the new connection alone; the new one is not read before the
 * old one has given the result of each of its turns, or has had some seconds for it. So the client gets all of the old one's events,
 * then all of the new one's. Should the old one end without those results, the session ends too, and the client sends that audio
 * again. Belongs to its session's event loop.
 */
final class UpstreamSide {

    private final SessionTools tools;
    private final TranscriptionModel model;
    private final Browser browser;
    private final Owner owner;
    private final Uplink uplink;
    private final Downlink downlink;
    private final Rotation rotation;
    private final AnswerWatch watch;
    private final Dialer first;
    private String language;
    private SessionState state = new Connecting();
    private boolean paused;
    private @Nullable Leg held;
    private Timers.@Nullable Timer hold;

    /** The session. */
    interface Owner {

        /** The session can't go on: the upstream is gone, or there was none to be had. */
        void lost(UpstreamLoss loss);

        /** Something was sent or answered. */
        void progressed();
    }

    UpstreamSide(SessionTools tools, TranscriptionModel model, Browser browser, String language, Owner owner) {
        this.tools = tools;
        this.model = model;
        this.browser = browser;
        this.language = language;
        this.owner = owner;
        this.uplink = new Uplink(tools, browser, new Sent());
        this.downlink = new Downlink(tools, browser, new Said());
        this.rotation = new Rotation(tools, this::dialer, new Change());
        this.watch = new AnswerWatch(
                tools, this::readLegs, leg -> broken(UpstreamLoss.of(UpstreamFailure.TIMEOUT, "no result")));
        this.first = dialer(new First());
    }

    private Dialer dialer(Dialer.Listener listener) {
        Supplier<Turns> turns = () -> new Turns(Pcm16.bytes(tools.limits().uncommitted()), model.detectsTurns());
        return new Dialer(tools, turns, () -> configuration(null), listener);
    }

    private String configuration(@Nullable String eventId) {
        return UpstreamCommands.update(model.session(language), eventId);
    }

    /** Begins to connect. */
    void open() {
        first.dial(tools.limits().setup());
    }

    Uplink uplink() {
        return uplink;
    }

    Downlink downlink() {
        return downlink;
    }

    SessionState state() {
        return state;
    }

    /** Speech is in another language from now on. */
    void speak(String newLanguage, @Nullable String eventId) {
        language = newLanguage;
        String update = configuration(eventId);
        first.reconfigure(update);
        rotation.reconfigure(configuration(null));
        current().ifPresent(leg -> leg.send(update));
    }

    /** Reads the upstream, or leaves it unread while the browser can't take more. */
    void read(boolean reading) {
        paused = !reading;
        state.legs().forEach(leg -> leg.read(reading && leg != held));
        watch.begin();
    }

    /** Nothing more comes from the client: what waits goes up, and is committed. */
    void finish(Ending ending) {
        state = state.finishing(ending);
        rotation.cancel();
        release();
        uplink.finish();
    }

    /** Whether nothing waits and every turn has its result. */
    boolean isDone() {
        return uplink.isEmpty()
                && state.legs().stream().allMatch(leg -> leg.turns().isSettled());
    }

    /** Gives everything up. */
    void close() {
        first.cancel();
        rotation.cancel();
        watch.cancel();
        cancelHold();
        uplink.close();
        state.legs().forEach(Leg::close);
        state = new Closed();
    }

    /** The connection that audio goes to. */
    private Optional<Leg> current() {
        List<Leg> legs = state.legs();
        return legs.isEmpty() ? Optional.empty() : Optional.of(legs.get(legs.size() - 1));
    }

    private List<Leg> readLegs() {
        return paused
                ? List.of()
                : state.legs().stream().filter(leg -> leg != held).toList();
    }

    private void broken(UpstreamLoss loss) {
        failed(loss, false);
        owner.lost(loss);
    }

    private void failed(UpstreamLoss loss, boolean again) {
        tools.metrics().upstreamFailed(loss.failure());
        tools.log().upstreamFailed(browser.id(), loss, again);
    }

    private void use(Leg leg) {
        leg.listener(new InUse(leg));
        uplink.connect(leg);
        if (state.listens()) {
            rotation.plan(leg);
        }
    }

    /** Lets a new connection be heard. */
    private void release() {
        cancelHold();
        if (held != null) {
            Leg released = held;
            held = null;
            released.read(!paused);
            watch.begin();
        }
    }

    private void cancelHold() {
        if (hold != null) {
            hold.cancel();
            hold = null;
        }
    }

    /** Lets the old connection go once it has given all its results. */
    private void retireSettled() {
        List<Leg> legs = state.legs();
        if (legs.size() > 1 && legs.get(0).turns().isSettled()) {
            legs.get(0).close();
            state = state.retired(legs.get(0));
            release();
            rotation.progress();
        }
    }

    /** Hears the making of the first connection. */
    private final class First implements Dialer.Listener {
        @Override
        public void ready(Leg leg, List<String> greetings) {
            state = state.connected(leg);
            greetings.forEach(browser::send);
            if (state.listens()) {
                browser.send(tools.serverEvents()
                        .encode(new ServerEvent.Ready(
                                tools.limits().length().toSeconds(),
                                tools.limits().buffer().toMillis())));
            }
            leg.read(!paused);
            use(leg);
            owner.progressed();
        }

        @Override
        public void failed(UpstreamLoss loss) {
            owner.lost(loss);
        }

        @Override
        public void tried(UpstreamLoss loss, boolean again) {
            UpstreamSide.this.failed(loss, again);
        }
    }

    /** Hears a connection that is in use. */
    private final class InUse implements UpstreamEvents {

        private final Leg leg;

        InUse(Leg leg) {
            this.leg = leg;
        }

        @Override
        public void opened() {}

        @Override
        public void received(String json) {
            downlink.received(leg, json);
            retireSettled();
            owner.progressed();
        }

        @Override
        public void writable() {
            uplink.drain();
            owner.progressed();
        }

        @Override
        public void closed(UpstreamLoss loss) {
            broken(loss);
        }
    }

    /** Changes to a fresh connection. */
    private final class Change implements Rotation.Stage {
        @Override
        public boolean mayRotate() {
            return state instanceof Streaming;
        }

        @Override
        public void rotate(Leg successor) {
            uplink.commitNow(CommitReason.ROTATION);
            current().ifPresent(successor::follows);
            state = state.rotated(successor);
            held = successor;
            hold = tools.timers().after(tools.limits().finish(), UpstreamSide.this::release);
            successor.read(false);
            tools.metrics().rotated();
            tools.log().rotated(browser.id());
            watch.begin();
            use(successor);
            retireSettled();
        }

        @Override
        public void successorFailed(UpstreamLoss loss, boolean again) {
            failed(loss, again);
        }
    }

    /** Hears what has gone up. */
    private final class Sent implements Uplink.Listener {
        @Override
        public void audioSent() {
            rotation.progress();
        }

        @Override
        public void commitSent() {
            watch.begin();
            rotation.turnEnded();
        }
    }

    /** Hears what an event of the upstream means for the session. */
    private final class Said implements Downlink.Listener {
        @Override
        public void turnDetected() {
            watch.begin();
            rotation.turnEnded();
        }

        @Override
        public void broken(Leg leg, UpstreamLoss loss) {
            UpstreamSide.this.broken(loss);
        }
    }
}

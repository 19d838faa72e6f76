package dev.parley.transcription.session;

import dev.parley.transcription.session.SessionState.Closed;
import dev.parley.transcription.session.SessionState.Connecting;
import dev.parley.transcription.upstream.UpstreamConnection;
import dev.parley.transcription.upstream.UpstreamEvents;
import dev.parley.transcription.upstream.UpstreamFailure;
import dev.parley.transcription.upstream.UpstreamTarget;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One browser's transcription: its audio goes up to the Realtime API, and the API's events come down.
 *
 * <p><b>Threading.</b> A session is confined to the event loop of its browser's socket; its upstream connection and its timers
 * live on the same loop. There are no locks, and no method blocks.
 *
 * <p><b>Back-pressure, upwards.</b> All audio passes a bounded {@link AudioBuffer}. It is drained only while the upstream has
 * accepted the session's configuration and its write queue has room. Above the buffer's high mark the client is asked to pause
 * ({@code parley.flow}), at the low mark to go on. A client that goes on all the same loses its oldest audio, is told how much
 * ({@code parley.dropped}), and after 30 s of that is closed with 4508.
 *
 * <p><b>Back-pressure, downwards.</b> When the browser leaves more unread than {@link BrowserSocket#HIGH_MARK}, the upstream is
 * not read any more, until the browser has caught up; if that takes 30 s, the browser is closed with 4008.
 *
 * <p><b>Turns.</b> A model without turn detection completes a turn only on a commit. The client commits at the end of speech; the
 * session commits by itself after 15 s of uncommitted audio, and when it stops.
 */
final class TranscriptionSession implements UpstreamEvents, Browser.Listener {

    static final int MAX_FRAME_BYTES = Pcm16.bytes(Duration.ofSeconds(2));

    /** Base64 takes four characters for three bytes; the rest is the event around it. */
    static final int MAX_TEXT_CHARACTERS = MAX_FRAME_BYTES * 4 / 3 + 4096;

    private final SessionTools tools;
    private final UpstreamTarget target;
    private final Browser browser;
    private final Uplink uplink;
    private final List<Timers.Timer> deadlines = new ArrayList<>();
    private String language;
    private SessionState state = new Closed();
    private Timers.@Nullable Timer slowReceiver;

    /** @param language ISO-639-1, one of the upstream's */
    TranscriptionSession(SessionTools tools, UpstreamTarget target, Browser browser, String language) {
        this.tools = tools;
        this.target = target;
        this.browser = browser;
        this.uplink = new Uplink(tools, target.model(), browser);
        this.language = language;
    }

    /** Begins to connect. Called once. */
    void open() {
        state = new Connecting(tools.upstream().connect(this));
        deadlines.add(tools.timers().after(tools.limits().setup(), this::setupOverdue));
        deadlines.add(tools.timers().after(tools.limits().length(), () -> finish(Ending.SESSION_LIMIT)));
    }

    /** Takes a binary frame of the client. */
    void audio(Buffer pcm) {
        audio(pcm, null);
    }

    /** Takes a text frame of the client. */
    void text(String message) {
        if (!state.listens()) {
            return;
        }
        if (message.length() > MAX_TEXT_CHARACTERS) {
            refuse(ClientFault.TOO_LARGE, null, null);
        } else {
            tools.clientMessages().read(message).accept(new Commands());
        }
    }

    /** The browser's socket is closed, by whomever. */
    void left() {
        close("left");
    }

    /** This node shuts down: the client gets the text of what it has said, and is asked to go on with another. */
    void shutdown() {
        finish(Ending.SHUTDOWN);
    }

    private void audio(Buffer pcm, @Nullable String eventId) {
        if (!state.listens()) {
            return;
        }
        if (pcm.length() % Pcm16.BYTES_PER_SAMPLE != 0) {
            refuse(ClientFault.INVALID_AUDIO, "audio", eventId);
        } else if (pcm.length() > MAX_FRAME_BYTES) {
            refuse(ClientFault.TOO_LARGE, "audio", eventId);
        } else if (!uplink.audio(pcm)) {
            refuse(ClientFault.OVERFLOW, null, eventId);
            end(Ending.OVERFLOW);
        }
    }

    private void mark(Queued mark, @Nullable String eventId) {
        if (!uplink.mark(mark)) {
            refuse(ClientFault.RATE_LIMITED, null, eventId);
        }
    }

    private void refuse(ClientFault fault, @Nullable String param, @Nullable String eventId) {
        tools.metrics().refused(fault);
        browser.send(tools.serverEvents().error(fault, param, eventId));
    }

    /** Tells the upstream what to do; a connection that is not open yet is told when it opens. */
    private void configure(@Nullable String eventId) {
        String update = UpstreamCommands.update(target.model().session(language), eventId);
        state.upstream().ifPresent(upstream -> upstream.send(update));
    }

    @Override
    public void opened() {
        configure(null);
    }

    @Override
    public void received(String json) {
        UpstreamEvent event = UpstreamEvent.peek(json);
        long now = tools.timers().nanos();
        switch (event.kind()) {
            case RELAYED -> browser.send(json);
            case SESSION_CREATED -> tools.upstreamTexts().session(json).ifPresent(browser::send);
            case SESSION_UPDATED -> {
                tools.upstreamTexts().session(json).ifPresent(browser::send);
                configured();
            }
            case COMMITTED -> {
                browser.send(json);
                uplink.turns().committed(event.requiredItemId(), now);
            }
            case COMPLETED -> {
                browser.send(json);
                uplink.turns().settled(event.requiredItemId(), now).ifPresent(tools.metrics()::completed);
            }
            case FAILED -> {
                tools.upstreamTexts().failed(json).ifPresent(browser::send);
                uplink.turns().settled(event.requiredItemId(), now);
                tools.metrics().turnFailed();
            }
            case ERROR -> tools.upstreamTexts().error(json).ifPresent(this::problem);
            case HIDDEN -> {}
            case UNREADABLE -> tools.metrics().upstreamFailed(UpstreamFailure.INVALID_ANSWER);
        }
        endIfDone();
    }

    /** The upstream said {@code session.updated}; the first time that means that it listens. */
    private void configured() {
        if (state.awaitsUpstream()) {
            browser.send(tools.serverEvents()
                    .encode(new ServerEvent.Ready(
                            tools.limits().length().toSeconds(),
                            tools.limits().buffer().toMillis())));
        }
        state = state.configured();
        state.upstream().ifPresent(uplink::connect);
    }

    private void problem(UpstreamTexts.Problem problem) {
        UpstreamFailure failure = problem.failure();
        if (problem.isCommitEmpty()) {
            uplink.turns().commitRefused();
            if (!UpstreamCommands.OWN_COMMIT.equals(problem.eventId())) {
                refuse(ClientFault.COMMIT_EMPTY, null, problem.eventId());
            }
        } else if (state.awaitsUpstream() && failure == UpstreamFailure.OTHER) {
            // A session whose configuration was refused is of no use, whatever the reason.
            closed(UpstreamFailure.REJECTED);
        } else if (state.awaitsUpstream() || failure.endsSession()) {
            closed(failure);
        } else {
            tools.metrics().upstreamFailed(failure);
            browser.send(tools.serverEvents().error(failure, problem.eventId()));
        }
    }

    @Override
    public void writable() {
        uplink.drain();
        endIfDone();
    }

    @Override
    public void closed(UpstreamFailure failure) {
        tools.metrics().upstreamFailed(failure);
        browser.send(tools.serverEvents().error(failure, null));
        end(Ending.of(failure));
    }

    private void setupOverdue() {
        if (state.awaitsUpstream()) {
            closed(UpstreamFailure.TIMEOUT);
        }
    }

    @Override
    public void browserSlow() {
        tools.metrics().upstreamPaused();
        state.upstream().ifPresent(UpstreamConnection::pause);
        slowReceiver = tools.timers().after(tools.limits().slowReceiver(), () -> {
            refuse(ClientFault.SLOW_RECEIVER, null, null);
            end(Ending.SLOW_RECEIVER);
        });
    }

    @Override
    public void browserCaughtUp() {
        cancel(slowReceiver);
        state.upstream().ifPresent(UpstreamConnection::resume);
    }

    /** Ends the session as soon as what was said until now has been transcribed, or the time for that is over. */
    private void finish(Ending ending) {
        if (state.listens()) {
            state = state.finishing(ending);
            deadlines.add(tools.timers().after(tools.limits().finish(), () -> end(ending)));
            uplink.finish();
            endIfDone();
        }
    }

    private void endIfDone() {
        if (uplink.isDone()) {
            state.ending().ifPresent(this::end);
        }
    }

    private void end(Ending ending) {
        if (!(state instanceof Closed)) {
            uplink.tellDropped();
            browser.send(tools.serverEvents().encode(new ServerEvent.Closing(ending.reason(), ending.closeCode())));
            browser.close(ending);
            close(ending.reason());
        }
    }

    private void close(String reason) {
        if (!(state instanceof Closed)) {
            tools.metrics().ended(reason);
            state.upstream().ifPresent(UpstreamConnection::close);
            state = new Closed();
            deadlines.forEach(Timers.Timer::cancel);
            cancel(slowReceiver);
        }
    }

    private static void cancel(Timers.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** What each text message of the client does. */
    private final class Commands implements ClientMessage.Visitor {
        @Override
        public void append(ClientMessage.Append append) {
            audio(append.pcm(), append.eventId());
        }

        @Override
        public void commit(ClientMessage.Commit commit) {
            mark(new Queued.Commit(CommitReason.CLIENT, commit.eventId()), commit.eventId());
        }

        @Override
        public void clear(ClientMessage.Clear clear) {
            mark(new Queued.Clear(clear.eventId()), clear.eventId());
        }

        @Override
        public void changeLanguage(ClientMessage.ChangeLanguage change) {
            if (target.languages().contains(change.language())) {
                language = change.language();
                configure(change.eventId());
            } else {
                refuse(ClientFault.UNSUPPORTED_LANGUAGE, ClientMessages.LANGUAGE_PATH, change.eventId());
            }
        }

        @Override
        public void stop(ClientMessage.Stop stop) {
            finish(Ending.STOPPED);
        }

        @Override
        public void refused(ClientMessage.Refused refused) {
            refuse(refused.fault(), refused.param(), refused.eventId());
        }
    }
}

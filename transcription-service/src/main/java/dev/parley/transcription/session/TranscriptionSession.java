package dev.parley.transcription.session;

import dev.parley.transcription.liveness.Heartbeat;
import dev.parley.transcription.upstream.UpstreamLoss;
import dev.parley.transcription.upstream.UpstreamTarget;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One browser's transcription: its audio goes up to the Realtime API, and the API's events come down. This is the client's side of
 * it, {@link UpstreamSide} is the other.
 *
 * <p><b>Threading.</b> A session is confined to the event loop of its browser's socket; its upstream connections and its timers
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
 * session commits by itself after 15 s of uncommitted audio, when it changes its upstream connection, and when it stops.
 */
final class TranscriptionSession implements Browser.Listener {

    static final int MAX_FRAME_BYTES = Pcm16.bytes(Duration.ofSeconds(2));

    /** Base64 takes four characters for three bytes; the rest is the event around it. */
    static final int MAX_TEXT_CHARACTERS = MAX_FRAME_BYTES * 4 / 3 + 4096;

    private final SessionTools tools;
    private final UpstreamTarget target;
    private final Browser browser;
    private final UpstreamSide upstream;
    private final Heartbeat heart;
    private final Allowance events;
    private final List<Timers.Timer> deadlines = new ArrayList<>();
    private final long beganNanos;
    private boolean over;
    private Timers.@Nullable Timer slowReceiver;
    private Timers.@Nullable Timer beat;

    /** @param language ISO-639-1, one of the upstream's */
    TranscriptionSession(SessionTools tools, UpstreamTarget target, Browser browser, String language) {
        this.tools = tools;
        this.target = target;
        this.browser = browser;
        this.upstream = new UpstreamSide(tools, target.model(), browser, language, new Owner());
        this.heart = new Heartbeat(browser::ping, () -> end(Ending.UNREACHABLE));
        this.beganNanos = tools.timers().nanos();
        this.events = new Allowance(tools.limits().eventsBurst(), tools.limits().eventsPerSecond(), beganNanos);
    }

    /** Begins to connect. Called once. */
    void open() {
        deadlines.add(tools.timers().after(tools.limits().length(), () -> finish(Ending.SESSION_LIMIT)));
        beat = tools.timers().after(tools.limits().ping(), this::beat);
        upstream.open();
    }

    private void beat() {
        beat = tools.timers().after(tools.limits().ping(), this::beat);
        if (slowReceiver != null) {
            // Its answer to a ping may stand in line behind what it has not read; there is another limit for that.
            heart.heard();
        }
        heart.beat();
    }

    /** The browser answered a ping. */
    void pong() {
        heart.heard();
    }

    /** Takes a binary frame of the client. */
    void audio(Buffer pcm) {
        heart.heard();
        audio(pcm, null);
    }

    /** Takes a text frame of the client. */
    void text(String message) {
        heart.heard();
        if (!upstream.state().listens()) {
            return;
        }
        ClientMessage said = message.length() > MAX_TEXT_CHARACTERS
                ? new ClientMessage.Refused(ClientFault.TOO_LARGE, null, null)
                : tools.clientMessages().read(message);
        if (said.isAudio() || admits()) {
            said.accept(new Commands());
        }
    }

    /** Each event besides audio costs an answer, or an event upstream: a client can't have any number of them. */
    private boolean admits() {
        boolean admitted = events.take(tools.timers().nanos());
        if (!admitted) {
            refuse(ClientFault.FLOOD, null, null);
            end(Ending.FLOOD);
        }
        return admitted;
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
        if (!upstream.state().listens()) {
            return;
        }
        if (pcm.length() % Pcm16.BYTES_PER_SAMPLE != 0) {
            refuseAudio(ClientFault.INVALID_AUDIO, eventId);
        } else if (pcm.length() > MAX_FRAME_BYTES) {
            refuseAudio(ClientFault.TOO_LARGE, eventId);
        } else if (!upstream.uplink().audio(pcm)) {
            refuse(ClientFault.OVERFLOW, null, eventId);
            end(Ending.OVERFLOW);
        }
    }

    private void refuseAudio(ClientFault fault, @Nullable String eventId) {
        if (admits()) {
            refuse(fault, "audio", eventId);
        }
    }

    private void mark(Queued mark, @Nullable String eventId) {
        if (!upstream.uplink().mark(mark)) {
            refuse(ClientFault.RATE_LIMITED, null, eventId);
        }
    }

    private void refuse(ClientFault fault, @Nullable String param, @Nullable String eventId) {
        upstream.downlink().refuse(fault, param, eventId);
    }

    @Override
    public void browserSlow() {
        tools.metrics().upstreamPaused();
        upstream.read(false);
        slowReceiver = tools.timers().after(tools.limits().slowReceiver(), () -> {
            refuse(ClientFault.SLOW_RECEIVER, null, null);
            end(Ending.SLOW_RECEIVER);
        });
    }

    @Override
    public void browserCaughtUp() {
        cancel(slowReceiver);
        slowReceiver = null;
        upstream.read(true);
    }

    /** Ends the session as soon as what was said until now has been transcribed, or the time for that is over. */
    private void finish(Ending ending) {
        if (upstream.state().listens()) {
            deadlines.add(tools.timers().after(tools.limits().finish(), () -> end(ending)));
            upstream.finish(ending);
            endIfDone();
        }
    }

    private void endIfDone() {
        if (upstream.isDone()) {
            upstream.state().ending().ifPresent(this::end);
        }
    }

    private void end(Ending ending) {
        if (!over) {
            upstream.uplink().tellDropped();
            browser.send(tools.serverEvents().encode(new ServerEvent.Closing(ending.reason(), ending.closeCode())));
            browser.close(ending);
            close(ending.reason());
        }
    }

    private void close(String reason) {
        if (!over) {
            over = true;
            tools.metrics().ended(reason);
            tools.log()
                    .ended(
                            browser.id(),
                            reason,
                            Duration.ofNanos(tools.timers().nanos() - beganNanos),
                            upstream.uplink().sent());
            upstream.close();
            deadlines.forEach(Timers.Timer::cancel);
            cancel(slowReceiver);
            cancel(beat);
        }
    }

    private static void cancel(Timers.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** Hears what becomes of the upstream. */
    private final class Owner implements UpstreamSide.Owner {
        @Override
        public void lost(UpstreamLoss loss) {
            if (!over) {
                browser.send(tools.serverEvents().error(loss.failure(), null));
                end(Ending.of(loss.failure()));
            }
        }

        @Override
        public void progressed() {
            endIfDone();
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
                upstream.speak(change.language(), change.eventId());
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

package dev.parley.transcription.session;

import dev.parley.transcription.upstream.UpstreamFailure;
import dev.parley.transcription.upstream.UpstreamLoss;
import org.jspecify.annotations.Nullable;

/**
 * The downward half of a session: what the upstream says, for the client's eyes. Transcripts pass as they are; what would tell too
 * much is told in our words. Belongs to its session's event loop.
 */
final class Downlink {

    private final SessionTools tools;
    private final Browser browser;
    private final Listener listener;

    /** Hears what the session has to do about an event. */
    interface Listener {

        /** The upstream's own detector has ended a turn. */
        void turnDetected();

        /** What the upstream reports is the end of this connection. */
        void broken(Leg leg, UpstreamLoss loss);
    }

    Downlink(SessionTools tools, Browser browser, Listener listener) {
        this.tools = tools;
        this.browser = browser;
        this.listener = listener;
    }

    /** Takes one event of a connection that is ready. */
    void received(Leg leg, String json) {
        UpstreamEvent event = UpstreamEvent.peek(json);
        long now = tools.timers().nanos();
        Turns turns = leg.turns();
        switch (event.kind()) {
            case RELAYED, ITEM -> browser.send(leg.seam().pass(json, event));
            case SESSION_CREATED, SESSION_UPDATED ->
                tools.upstreamTexts().session(json).ifPresent(session -> browser.send(session.text()));
            case SPEECH_STOPPED -> {
                turns.detected(event.requiredItemId());
                browser.send(leg.seam().pass(json, event));
            }
            case COMMITTED -> {
                browser.send(leg.seam().pass(json, event));
                if (turns.committed(event.requiredItemId(), now)) {
                    listener.turnDetected();
                }
            }
            case COMPLETED -> {
                browser.send(leg.seam().pass(json, event));
                turns.settled(event.requiredItemId(), now).ifPresent(tools.metrics()::completed);
            }
            case FAILED -> {
                tools.upstreamTexts()
                        .failed(json)
                        .ifPresent(told -> browser.send(leg.seam().pass(told, event)));
                turns.settled(event.requiredItemId(), now);
                tools.metrics().turnFailed();
                tools.log().turnFailed(browser.id());
            }
            case ERROR -> tools.upstreamTexts().error(json).ifPresent(problem -> problem(leg, problem));
            case HIDDEN -> {}
            case UNREADABLE -> reported(UpstreamFailure.INVALID_ANSWER, "unreadable event");
        }
    }

    private void problem(Leg leg, UpstreamTexts.Problem problem) {
        UpstreamFailure failure = problem.failure();
        if (problem.isCommitEmpty()) {
            leg.turns().commitRefused();
            // Where the upstream ends turns too, whoever comes second has nothing left to commit: nobody's mistake.
            if (!UpstreamCommands.OWN_COMMIT.equals(problem.eventId())
                    && !leg.turns().isDetecting()) {
                refuse(ClientFault.COMMIT_EMPTY, null, problem.eventId());
            }
        } else if (failure.endsSession()) {
            listener.broken(leg, UpstreamLoss.of(failure, "error event"));
        } else {
            reported(failure, "error event");
            browser.send(tools.serverEvents().error(failure, problem.eventId()));
        }
    }

    private void reported(UpstreamFailure failure, String cause) {
        tools.metrics().upstreamFailed(failure);
        tools.log().upstreamReported(browser.id(), failure, cause);
    }

    /** Tells the client what it did wrong. */
    void refuse(ClientFault fault, @Nullable String param, @Nullable String eventId) {
        tools.metrics().refused(fault);
        browser.send(tools.serverEvents().error(fault, param, eventId));
    }
}

package dev.parley.transcription.session;

import dev.parley.transcription.log.EventLog;
import dev.parley.transcription.log.Repetition;
import dev.parley.transcription.upstream.UpstreamFailure;
import dev.parley.transcription.upstream.UpstreamLoss;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an operator reads of sessions. Each line names its session, and none what was said. Safe for any thread. */
@Singleton
class SessionLog {

    private final EventLog log;

    SessionLog(Repetition repetition) {
        this.log = new EventLog(SessionLog.class, repetition);
    }

    /** A session changed to a fresh upstream connection. */
    void rotated(String session) {
        log.info("session.rotated", Map.of("session", session));
    }

    /**
     * A connection to the upstream, or a try to get one, failed.
     *
     * @param again whether it is tried again
     */
    void upstreamFailed(String session, UpstreamLoss loss, boolean again) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("session", session);
        fields.put("kind", loss.failure().code());
        fields.put("cause", loss.cause());
        fields.put("again", again);
        loss.retryAfter().ifPresent(wait -> fields.put("retry_after_seconds", wait.toSeconds()));
        log.warn("upstream.failed", loss.failure().code() + ' ' + loss.cause(), fields);
    }

    /** The upstream reported a problem, or said what nobody understands, and goes on. */
    void upstreamReported(String session, UpstreamFailure failure, String cause) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("session", session);
        fields.put("kind", failure.code());
        fields.put("cause", cause);
        log.warn("upstream.reported", failure.code() + ' ' + cause, fields);
    }

    /** The upstream could not transcribe a turn. */
    void turnFailed(String session) {
        log.warn("turn.failed", "turn", Map.of("session", session));
    }

    /**
     * A session is over.
     *
     * @param lasted since its beginning
     * @param audio that went to the upstream
     */
    void ended(String session, String reason, Duration lasted, Duration audio) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("session", session);
        fields.put("reason", reason);
        fields.put("seconds", lasted.toSeconds());
        fields.put("audio_seconds", audio.toSeconds());
        log.info("session.ended", fields);
    }

    /** Somebody was turned away. */
    void refused(String reason) {
        log.warn("session.refused", reason, Map.of("reason", reason));
    }
}

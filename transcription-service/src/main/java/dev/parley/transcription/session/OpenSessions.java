package dev.parley.transcription.session;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions of this node, each with its event loop, so that they can be ended when the node is. Safe for any thread. */
@Singleton
class OpenSessions {

    private final Map<TranscriptionSession, Context> sessions = new ConcurrentHashMap<>();

    /** Has to be called on the session's event loop. */
    void add(TranscriptionSession session) {
        sessions.put(session, Vertx.currentContext());
    }

    void remove(TranscriptionSession session) {
        sessions.remove(session);
    }

    void onShutdown(@Observes ShutdownEvent shutdown) {
        sessions.forEach((session, loop) -> loop.runOnContext(turn -> session.shutdown()));
    }
}

package dev.parley.transcription.session;

import dev.parley.transcription.upstream.Upstream;
import jakarta.inject.Singleton;

/** What all sessions of this node share. */
@Singleton
record SessionTools(
        Upstream upstream,
        SessionLimits limits,
        Timers timers,
        SessionMetrics metrics,
        ClientMessages clientMessages,
        ServerEvents serverEvents,
        UpstreamTexts upstreamTexts) {}

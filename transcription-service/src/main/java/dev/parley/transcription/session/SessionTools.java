package dev.parley.transcription.session;

import dev.parley.transcription.upstream.Upstream;
import jakarta.inject.Singleton;
import java.util.random.RandomGenerator;

/** What all sessions of this node share. */
@Singleton
record SessionTools(
        Upstream upstream,
        SessionLimits limits,
        Timers timers,
        RandomGenerator random,
        KeptAudio keptAudio,
        SessionMetrics metrics,
        SessionLog log,
        ClientMessages clientMessages,
        ServerEvents serverEvents,
        UpstreamTexts upstreamTexts) {}

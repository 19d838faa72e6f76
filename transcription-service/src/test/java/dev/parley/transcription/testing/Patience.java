package dev.parley.transcription.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long tests wait for what has to come: generous, as a busy machine is no failure. */
public final class Patience {

    static final Duration LIMIT = Duration.ofSeconds(30);

    private Patience() {}

    /** Waits for a condition. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20));
    }
}

package dev.parley.signaling.telemetry;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * What happens here, for operators: one line an event, which begins with its name; what belongs to it follows as
 * {@code key=value}, and as members of {@code mdc} when lines are JSON. Never what people say, nor their tokens.
 *
 * <p>An event that repeats is told {@value #LINES} times in ten seconds; the next line after them says how many were left
 * out. Thread-safe.
 */
public final class EventLog {

    private static final Logger LOG = Logger.getLogger("dev.parley.signaling.events");
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final int LINES = 20;

    private final InstantSource clock;

    /** Guarded by this. */
    private final Map<String, Repetition> repetitions = new HashMap<>();

    private static final class Repetition {
        private long sinceMillis;
        private int lines;
        private int leftOut;
    }

    /** A log by this clock. */
    public EventLog(InstantSource clock) {
        this.clock = clock;
    }

    /** Tells of something that belongs to daily life; fields come in pairs, those that are null are left out. */
    public void info(String event, @Nullable Object... fields) {
        tell(Logger.Level.INFO, event, fields);
    }

    /** Tells of something that somebody may want to look after. */
    public void warn(String event, @Nullable Object... fields) {
        tell(Logger.Level.WARN, event, fields);
    }

    private void tell(Logger.Level level, String event, @Nullable Object... fields) {
        int leftOut = admit(event);
        if (leftOut < 0) {
            return;
        }
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i + 1 < fields.length; i += 2) {
            Object value = fields[i + 1];
            if (value != null) {
                members.put(String.valueOf(fields[i]), value);
            }
        }
        if (leftOut > 0) {
            members.put("left_out", leftOut);
        }
        StringBuilder line = new StringBuilder(event);
        members.forEach((key, value) -> line.append(' ').append(key).append('=').append(value));
        members.forEach(MDC::put);
        try {
            LOG.log(level, line);
        } finally {
            members.keySet().forEach(MDC::remove);
        }
    }

    /** How many lines were left out before this one; negative: this one is, too. */
    private synchronized int admit(String event) {
        long now = clock.millis();
        Repetition repetition = repetitions.computeIfAbsent(event, unknown -> new Repetition());
        if (now - repetition.sinceMillis >= PERIOD.toMillis()) {
            repetition.sinceMillis = now;
            repetition.lines = 0;
        }
        if (repetition.lines >= LINES) {
            repetition.leftOut++;
            return -1;
        }
        repetition.lines++;
        int leftOut = repetition.leftOut;
        repetition.leftOut = 0;
        return leftOut;
    }
}

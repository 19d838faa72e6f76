package dev.parley.transcription.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Writes one line an event: its name, and what belongs to it as {@code name=value}. Where the log is JSON the same are members of
 * {@code mdc}. Values are ours: numbers, ids and names of kinds, never what somebody said. Safe for any thread.
 */
public final class EventLog {

    private final Logger logger;
    private final Repetition repetition;

    /** @param owner whose category the lines have */
    public EventLog(Class<?> owner, Repetition repetition) {
        this.logger = Logger.getLogger(owner);
        this.repetition = repetition;
    }

    /** Something ordinary. */
    public void info(String event, Map<String, ?> fields) {
        write(Logger.Level.INFO, event, fields);
    }

    /**
     * Something that an operator may have to look at. What repeats is written once in a while, with the number of those left out.
     *
     * @param kind what makes it the same as another
     */
    public void warn(String event, String kind, Map<String, ?> fields) {
        OptionalLong leftOut = repetition.next(event + ' ' + kind);
        if (leftOut.isPresent() && leftOut.getAsLong() == 0) {
            write(Logger.Level.WARN, event, fields);
        } else if (leftOut.isPresent()) {
            Map<String, Object> more = new LinkedHashMap<>(fields);
            more.put("left_out", leftOut.getAsLong());
            write(Logger.Level.WARN, event, more);
        }
    }

    private void write(Logger.Level level, String event, Map<String, ?> fields) {
        String text = fields.entrySet().stream()
                .map(field -> " " + field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining());
        MDC.put("event", event);
        fields.forEach((name, value) -> MDC.put(name, String.valueOf(value)));
        try {
            logger.log(level, event + text);
        } finally {
            MDC.remove("event");
            fields.keySet().forEach(MDC::remove);
        }
    }
}

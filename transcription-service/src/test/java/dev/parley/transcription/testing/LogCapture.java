package dev.parley.transcription.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that the service and its libraries log while it is open, at every level that the build keeps. */
public final class LogCapture implements AutoCloseable {

    /** Not all: the test's own HTTP client logs each byte that it reads. */
    private static final List<Logger> LOUD = Stream.of("dev.parley", "io.quarkus", "io.vertx", "io.netty", "org.jboss")
            .map(Logger::getLogger)
            .toList();

    private final Logger root = Logger.getLogger("");
    private final Map<Logger, Optional<Level>> levels =
            LOUD.stream().collect(Collectors.toMap(logger -> logger, logger -> Optional.ofNullable(logger.getLevel())));
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            records.add(logged);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** Begins, with everything. */
    public LogCapture() {
        this(Level.ALL);
        LOUD.forEach(logger -> logger.setLevel(Level.ALL));
    }

    private LogCapture(Level level) {
        handler.setLevel(level);
        root.addHandler(handler);
    }

    /** Begins, with warnings and errors alone. */
    public static LogCapture ofWarnings() {
        return new LogCapture(Level.WARNING);
    }

    /** What was logged, with the stack traces. */
    public List<String> lines() {
        return records.stream().map(LogCapture::line).toList();
    }

    /** What was logged as an error, or as severe as that. */
    public List<String> errors() {
        return atLeast(Level.SEVERE);
    }

    /** What was logged as a warning, or as more severe than that. */
    public List<String> warnings() {
        return atLeast(Level.WARNING);
    }

    private List<String> atLeast(Level level) {
        return records.stream()
                .filter(logged -> logged.getLevel().intValue() >= level.intValue())
                .map(LogCapture::line)
                .toList();
    }

    private static String line(LogRecord logged) {
        StringWriter text = new StringWriter();
        text.append(new SimpleFormatter().formatMessage(logged));
        if (logged.getThrown() != null) {
            logged.getThrown().printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }

    @Override
    public void close() {
        root.removeHandler(handler);
        levels.forEach((logger, level) -> logger.setLevel(level.orElse(null)));
    }
}

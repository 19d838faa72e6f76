package dev.parley.signaling.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signaling.testing.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventLogTest {

    private static final Logger EVENTS = Logger.getLogger("dev.parley.signaling.events");

    private final Simulation clock = new Simulation();
    private final EventLog log = new EventLog(clock);
    private final List<String> lines = new ArrayList<>();
    private final List<Object> connections = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            lines.add(record.getLevel() + " " + record.getMessage());
            connections.add(MDC.get("connection"));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        EVENTS.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        EVENTS.removeHandler(handler);
    }

    @Test
    void anEventIsOneLineWithItsFieldsInTextAndStructure() {
        log.info("gone", "connection", "c1", "session", null, "left", true);
        log.warn("refused", "limit", Limit.NODE_SOCKETS);

        assertThat(lines).containsExactly("INFO gone connection=c1 left=true", "WARN refused limit=NODE_SOCKETS");
        assertThat(connections).containsExactly("c1", null);
    }

    @Test
    void repetitionIsLeftOutAndCounted() {
        for (int i = 0; i < 50; i++) {
            log.info("limit reached", "connection", "c" + i);
        }
        log.info("gone");
        clock.advance(Duration.ofSeconds(10));
        log.info("limit reached", "connection", "last");
        log.info("limit reached", "connection", "really");

        assertThat(lines)
                .hasSize(23)
                .endsWith(
                        "INFO gone",
                        "INFO limit reached connection=last left_out=30",
                        "INFO limit reached connection=really");
    }
}

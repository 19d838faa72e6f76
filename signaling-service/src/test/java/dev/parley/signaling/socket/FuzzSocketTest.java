package dev.parley.signaling.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.parley.signaling.testing.ErrorLines;
import dev.parley.signaling.testing.FuzzedMessages;
import dev.parley.signaling.testing.RawSocket;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Fuzzed messages through real sockets: each is answered or ends its socket by the documented code, and when all are gone
 * nothing is left. {@code -Dfuzz.cases=1000000} sends so many to each door, {@code -Dparley.fuzz.seed=…} repeats a run.
 */
@QuarkusTest
@TestProfile(WideLimits.class)
class FuzzSocketTest {

    private static final int CASES = Integer.getInteger("parley.fuzz.cases", 1000);
    private static final long SEED = Long.getLong("parley.fuzz.seed", new Random().nextLong());
    private static final int BATCH = 250;
    private static final int WARM_UP = 1000;
    /** Of every so many sockets, one begins without a hello. */
    private static final int WITHOUT_HELLO = 4;

    private static final long HEAP_TOLERANCE_BYTES = 48L << 20;
    private static final long FILE_TOLERANCE = 20;

    @TestHTTPResource("/")
    URI server;

    @Inject
    MeterRegistry meters;

    @ParameterizedTest
    @ValueSource(strings = {"chat", "rooms"})
    void nothingIsLeftOfIt(String door) {
        try (ErrorLines errors = new ErrorLines()) {
            send(door, WARM_UP, SEED);
            awaitNobody();
            long heap = heapBytes();
            long files = openFiles();

            send(door, CASES, SEED);
            awaitNobody();

            assertThat(errors.lines()).as("seed %d", SEED).isEmpty();
            assertThat(heapBytes()).isLessThan(heap + HEAP_TOLERANCE_BYTES);
            assertThat(openFiles()).isLessThan(files + FILE_TOLERANCE);
        }
    }

    private void send(String door, int cases, long seed) {
        JqwikSession.run(() -> {
            RandomGenerator<String> messages = FuzzedMessages.of(door).generator(BATCH);
            Random random = new Random(seed);
            for (int sent = 0; sent < cases; sent += BATCH) {
                sendBatch(door, messages, random, sent / BATCH % WITHOUT_HELLO > 0);
            }
        });
    }

    private void sendBatch(String door, RandomGenerator<String> messages, Random random, boolean hello) {
        try (RawSocket client = RawSocket.open(server.resolve("/ws/" + door), true)) {
            if (hello) {
                client.text("{\"type\":\"hello\",\"name\":\"Fuzz\"}");
            }
            for (int i = 0; i < BATCH; i++) {
                client.text(messages.next(random).value());
            }
            client.text("{\"type\":\"unknown\",\"id\":\"still there\"}");
            int end = client.awaitRefOrClose("still there");
            assertThat(end).as("seed %d", SEED).isIn(hello ? new Object[] {0} : new Object[] {0, 4501, 1006});
        }
    }

    private void awaitNobody() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> gauge("parley.sockets") == 0
                        && gauge("parley.outbox.bytes") == 0
                        && gauge("parley.rooms") == 0
                        && gauge("parley.peers.away") == 0);
    }

    private double gauge(String name) {
        return meters.get(name).gauges().stream()
                .mapToDouble(gauge -> gauge.value())
                .sum();
    }

    private static long heapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }
}

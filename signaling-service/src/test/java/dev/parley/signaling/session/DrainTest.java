package dev.parley.signaling.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signaling.protocol.ClientMessage;
import dev.parley.signaling.protocol.CloseCode;
import dev.parley.signaling.protocol.Decoded;
import dev.parley.signaling.protocol.Door;
import dev.parley.signaling.protocol.Refusal;
import dev.parley.signaling.telemetry.DoorMetrics;
import dev.parley.signaling.testing.Simulation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a node that stops sends its sockets away, under simulated time. */
class DrainTest {

    private final Simulation simulation = new Simulation();
    private final Node node = FakeSocket.node(simulation, Long.MAX_VALUE);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FewSockets hub = new FewSockets();
    private final Drain drain = new Drain(hub, new Settings(), node, new Random(7), meters);

    private record Settings(Duration settle, Duration spread, Duration patience) implements DrainConfig {
        Settings() {
            this(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(3));
        }
    }

    /** A hub of sockets without a network; what the service closes is closed at once. */
    private final class FewSockets extends Hub {
        final List<FakeSocket> sockets = new ArrayList<>();
        final CompletableFuture<Void> empty = new CompletableFuture<>();

        FewSockets() {
            super(new TestSessionConfig(), node);
        }

        @Override
        List<Conversation<?>> open() {
            return sockets.stream()
                    .filter(socket -> socket.closeCode() == null)
                    .<Conversation<?>>map(FakeSocket::conversation)
                    .toList();
        }

        @Override
        CompletableFuture<Void> stop() {
            super.stop();
            if (sockets.isEmpty()) {
                empty.complete(null);
            }
            return empty;
        }
    }

    private static final class Silence extends Conversation<ClientMessage> {
        Silence(Socket socket) {
            super(socket);
        }

        @Override
        protected Decoded<ClientMessage> decode(String text) {
            throw new AssertionError("Nobody speaks here");
        }

        @Override
        protected Optional<CompletionStage<?>> greet(ClientMessage message) {
            return Optional.empty();
        }

        @Override
        protected void handle(ClientMessage message) {}

        @Override
        protected String error(Refusal refusal, @Nullable String ref) {
            return "{}";
        }

        @Override
        protected void gone(boolean left) {}
    }

    @Test
    void whereNobodyIsNobodyIsWaitedFor() {
        assertThat(drain.drain()).isDone();
        assertThat(gauge("parley.drain.progress")).isEqualTo(1);
    }

    @Test
    void fewAreClosedTogetherWhenItHasGotAround() {
        connect(20);
        drain.drain();
        assertThat(hub.closedTo()).isPresent();
        assertThat(gauge("parley.draining")).isEqualTo(1);

        simulation.advance(Duration.ofMillis(1999));
        assertThat(hub.open()).hasSize(20);
        simulation.advance(Duration.ofMillis(1));
        assertThat(hub.open()).isEmpty();
        assertThat(hub.sockets).allMatch(socket -> socket.closeCode() == CloseCode.SHUTDOWN);
    }

    @Test
    void manyAreClosedLittleByLittleWithinTheSpread() {
        connect(2000);
        drain.drain();
        int most = 0;
        int open = 2000;
        for (int millis = 0; millis < 2000 + 4000; millis += 50) {
            simulation.advance(Duration.ofMillis(50));
            most = Math.max(most, open - hub.open().size());
            open = hub.open().size();
        }

        assertThat(most).isEqualTo(100);
        assertThat(open).isZero();
        assertThat(gauge("parley.drain.progress")).isEqualTo(1);
    }

    private void connect(int sockets) {
        DoorMetrics metrics = new DoorMetrics(meters, Door.CHAT);
        Socket.Settings settings = new Socket.Settings(
                Duration.ofHours(1),
                new TestSessionConfig().outbox(),
                new Pulse.Bounds(Duration.ofHours(1), Duration.ofHours(1)),
                1000,
                10,
                10);
        for (int i = 0; i < sockets; i++) {
            hub.sockets.add(new FakeSocket(simulation, settings, metrics, Silence::new));
        }
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }
}

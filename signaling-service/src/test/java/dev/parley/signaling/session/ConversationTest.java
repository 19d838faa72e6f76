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
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ConversationTest {

    private static final Socket.Settings SETTINGS = new Socket.Settings(
            Duration.ofSeconds(10),
            new Outbox.Bounds(1000, Duration.ofSeconds(10)),
            new Pulse.Bounds(Duration.ofSeconds(20), Duration.ofSeconds(20)),
            1000,
            20,
            60);

    private final Simulation simulation = new Simulation();
    private final DoorMetrics metrics = new DoorMetrics(new SimpleMeterRegistry(), Door.CHAT);

    /** A door with a fault. */
    private static final class Broken extends Conversation<ClientMessage> {
        Broken(Socket socket) {
            super(socket);
        }

        @Override
        protected Decoded<ClientMessage> decode(String text) {
            throw new IllegalStateException("a fault of ours, and its secrets");
        }

        @Override
        protected Optional<CompletionStage<?>> greet(ClientMessage message) {
            return Optional.empty();
        }

        @Override
        protected void handle(ClientMessage message) {}

        @Override
        protected String error(Refusal refusal, String ref) {
            return "{\"code\":\"" + refusal.code() + "\",\"message\":\"" + refusal.message() + "\"}";
        }

        @Override
        protected void gone(boolean left) {}
    }

    @Test
    void aFaultOfOursEndsThisConversationWithAReasonToComeBack() {
        FakeSocket socket = new FakeSocket(simulation, SETTINGS, metrics, Broken::new);

        socket.send("{}").send("{}");

        assertThat(socket.only().toString()).contains("UNAVAILABLE").doesNotContain("secrets");
        assertThat(socket.closeCode()).isEqualTo(CloseCode.UNAVAILABLE);
    }
}

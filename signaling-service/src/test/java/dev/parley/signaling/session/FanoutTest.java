package dev.parley.signaling.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signaling.protocol.CloseCode;
import dev.parley.signaling.protocol.Door;
import dev.parley.signaling.protocol.Frame;
import dev.parley.signaling.telemetry.DoorMetrics;
import dev.parley.signaling.testing.Simulation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class FanoutTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DoorMetrics metrics = new DoorMetrics(meters, Door.CHAT);
    private final Fanout fanout = new Fanout(metrics);
    private final Simulation firstLoop = new Simulation();
    private final Simulation secondLoop = new Simulation();

    /** A receiver on a loop; its frames are shared objects. */
    private static final class Receiver implements Wire {
        final Simulation loop;
        final List<String> texts = new ArrayList<>();
        final Outbox outbox;
        Runnable onWrite = () -> {};

        Receiver(Simulation loop, DoorMetrics metrics) {
            this.loop = loop;
            this.outbox = new Outbox(
                    this,
                    new Outbox.Bounds(1000, Duration.ofSeconds(1)),
                    loop,
                    metrics,
                    new OutboxBudget(Long.MAX_VALUE),
                    () -> {});
        }

        @Override
        public Executor loop() {
            return loop;
        }

        @Override
        public boolean onLoop() {
            return true;
        }

        @Override
        public CompletionStage<?> write(String text) {
            texts.add(text);
            onWrite.run();
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close(CloseCode code) {}

        @Override
        public void ping() {}

        @Override
        public boolean answersPings() {
            return true;
        }

        @Override
        public void reading(boolean wanted) {}

        @Override
        public void cut() {}
    }

    @Test
    void allGetTheSameObjectInOrder() {
        Receiver ada = join(firstLoop);
        Receiver bob = join(firstLoop);
        Receiver cy = join(secondLoop);

        fanout.send(Frame.of("one"));
        fanout.send(Frame.of("two"));
        run();

        assertThat(ada.texts).containsExactly("one", "two");
        assertThat(bob.texts).isEqualTo(ada.texts);
        assertThat(cy.texts).isEqualTo(ada.texts);
        assertThat(bob.texts.get(0)).isSameAs(cy.texts.get(0));
    }

    @Test
    void theFramesOfOneTurnGoTogether() {
        join(firstLoop);
        for (int i = 0; i < 10; i++) {
            fanout.send(Frame.of("x"));
        }
        run();
        fanout.send(Frame.of("y"));
        run();

        assertThat(meters.get("parley.fanout.batch").summary().count()).isEqualTo(2);
        assertThat(meters.get("parley.fanout.batch").summary().max()).isEqualTo(10);
    }

    @Test
    void whoFailsWhileAllAreWrittenHarmsNobody() {
        Receiver ada = join(firstLoop);
        Receiver bob = join(firstLoop);
        Receiver cy = join(firstLoop);
        ada.onWrite = () -> fanout.remove(ada.outbox);

        fanout.send(Frame.of("one"));
        run();
        fanout.send(Frame.of("two"));
        run();

        assertThat(bob.texts).containsExactly("one", "two");
        assertThat(cy.texts).containsExactly("one", "two");
        assertThat(ada.texts).containsExactly("one");
    }

    @Test
    void whoLeftGetsNothing() {
        Receiver ada = join(firstLoop);
        fanout.remove(ada.outbox);
        fanout.send(Frame.of("late"));
        run();

        assertThat(ada.texts).isEmpty();
    }

    private Receiver join(Simulation loop) {
        Receiver receiver = new Receiver(loop, metrics);
        fanout.add(receiver.outbox);
        return receiver;
    }

    private void run() {
        firstLoop.run();
        secondLoop.run();
    }
}

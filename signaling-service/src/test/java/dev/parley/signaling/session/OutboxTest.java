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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final int MAX_BYTES = 1000;

    private final Simulation simulation = new Simulation();
    private final StubbornWire wire = new StubbornWire();
    private final AtomicInteger abandoned = new AtomicInteger();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Outbox outbox = new Outbox(
            wire,
            new Outbox.Bounds(MAX_BYTES, Duration.ofSeconds(10)),
            simulation,
            new DoorMetrics(meters, Door.CHAT),
            new OutboxBudget(Long.MAX_VALUE),
            abandoned::incrementAndGet);

    /** A wire whose reader reads when told to. */
    private final class StubbornWire implements Wire {
        final List<String> written = new ArrayList<>();
        final List<CompletableFuture<Void>> unread = new ArrayList<>();
        CloseCode closed;
        boolean reading = true;

        @Override
        public Executor loop() {
            return simulation;
        }

        @Override
        public boolean onLoop() {
            return false;
        }

        @Override
        public CompletionStage<?> write(String text) {
            written.add(text);
            if (reading) {
                return CompletableFuture.completedFuture(null);
            }
            CompletableFuture<Void> done = new CompletableFuture<>();
            unread.add(done);
            return done;
        }

        @Override
        public void close(CloseCode code) {
            closed = code;
        }

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

        void read() {
            List<CompletableFuture<Void>> writes = List.copyOf(unread);
            unread.clear();
            writes.forEach(write -> write.complete(null));
            simulation.run();
        }
    }

    @Test
    void framesLeaveInOrder() {
        offer("a", "b", "c");

        assertThat(wire.written).containsExactly("a", "b", "c");
    }

    @Test
    void replayComesBeforeWhatWasHeldAndNothingTwice() {
        outbox.hold();
        outbox.offer(Frame.at(3, "three"));
        outbox.offer(Frame.of("presence"));
        outbox.offer(Frame.at(4, "four"));
        simulation.run();
        assertThat(wire.written).isEmpty();

        outbox.release(List.of(Frame.of("welcome"), Frame.at(2, "two"), Frame.at(3, "three")), 3);
        outbox.offer(Frame.at(5, "five"));
        simulation.run();

        assertThat(wire.written).containsExactly("welcome", "two", "three", "presence", "four", "five");
    }

    @Test
    void whatIsRepeatedIsSentAlthoughTheReplayCoversIt() {
        outbox.hold();
        outbox.release(List.of(Frame.of("welcome"), Frame.at(2, "two")), 2);
        outbox.repeat(Frame.at(1, "one"));
        simulation.run();

        assertThat(wire.written).containsExactly("welcome", "two", "one");
    }

    @Test
    void whatIsRepeatedBeforeItHasComeKeepsItsPlace() {
        outbox.hold();
        outbox.release(List.of(Frame.of("welcome")), 0);
        outbox.repeat(Frame.at(2, "two"));
        outbox.offer(Frame.at(1, "one"));
        outbox.offer(Frame.at(2, "two"));
        simulation.run();

        assertThat(wire.written).containsExactly("welcome", "one", "two");
    }

    @Test
    void whatTheReplayHadIsDroppedAlsoWhenItComesLate() {
        outbox.hold();
        outbox.release(List.of(Frame.of("welcome"), Frame.at(1, "one"), Frame.at(2, "two")), 2);
        outbox.offer(Frame.at(2, "two"));
        outbox.offer(Frame.at(3, "three"));
        simulation.run();

        assertThat(wire.written).containsExactly("welcome", "one", "two", "three");
    }

    @Test
    void aReceiverThatLetsTooManyBytesWaitIsClosed() {
        wire.reading = false;
        offer("x".repeat(MAX_BYTES));
        assertThat(wire.closed).isNull();

        offer("y");

        assertThat(wire.closed).isEqualTo(CloseCode.SLOW_RECEIVER);
        assertThat(abandoned).hasValue(1);
        assertThat(meters.get("parley.slow.receivers").counter().count()).isEqualTo(1);
    }

    @Test
    void whatWasReadDoesNotCount() {
        for (int i = 0; i < 10; i++) {
            wire.reading = false;
            offer("x".repeat(MAX_BYTES / 2));
            wire.read();
        }

        assertThat(wire.closed).isNull();
        assertThat(wire.written).hasSize(10);
    }

    @Test
    void aReplayMayBeLargerThanTheBound() {
        outbox.hold();
        wire.reading = false;
        outbox.release(List.of(Frame.of("x".repeat(100 * MAX_BYTES)), Frame.of("end")), 0);
        simulation.run();
        assertThat(wire.closed).isNull();

        wire.read();

        assertThat(wire.written).hasSize(2).endsWith("end");
    }

    @Test
    void aReceiverThatTakesNothingForTooLongIsClosed() {
        wire.reading = false;
        offer("a");
        simulation.advance(Duration.ofSeconds(10));
        outbox.checkPatience();
        simulation.run();
        assertThat(wire.closed).isNull();

        simulation.advance(Duration.ofMillis(1));
        outbox.checkPatience();
        simulation.run();

        assertThat(wire.closed).isEqualTo(CloseCode.SLOW_RECEIVER);
    }

    @Test
    void anIdleReceiverIsNotSlow() {
        offer("a");
        simulation.advance(Duration.ofHours(1));
        outbox.checkPatience();
        simulation.run();

        assertThat(wire.closed).isNull();
    }

    @Test
    void nothingIsSentAfterTheReceiverWasGivenUp() {
        wire.reading = false;
        offer("x".repeat(MAX_BYTES + 1));
        int before = wire.written.size();
        offer("late");
        wire.read();

        assertThat(wire.written).hasSize(before);
        assertThat(abandoned).hasValue(1);
    }

    @Test
    void aFarewellIsSentBeforeTheClose() {
        wire.reading = false;
        offer("a".repeat(MAX_BYTES - 10));
        outbox.offer(Frame.of("why"));
        outbox.finish(CloseCode.TAKEN_OVER);
        offer("late");

        assertThat(wire.written).hasSize(2).endsWith("why");
        assertThat(wire.closed).isEqualTo(CloseCode.TAKEN_OVER);
    }

    private void offer(String... texts) {
        for (String text : texts) {
            outbox.offer(Frame.of(text));
        }
        simulation.run();
    }

    @Test
    void whenTheNodesMemoryIsUsedUpThoseWithMostWaitingGo() {
        OutboxBudget budget = new OutboxBudget(300_000);
        StubbornWire hungry = new StubbornWire();
        StubbornWire modest = new StubbornWire();
        hungry.reading = false;
        modest.reading = false;
        Outbox large = outbox(hungry, budget);
        Outbox small = outbox(modest, budget);
        small.offer(Frame.of("y".repeat(10_000)));
        for (int i = 0; i < 30; i++) {
            large.offer(Frame.of("x".repeat(10_000)));
            simulation.run();
        }
        small.offer(Frame.of("y".repeat(10_000)));
        simulation.run();

        assertThat(hungry.closed).isEqualTo(CloseCode.SLOW_RECEIVER);
        assertThat(large.wasTooSlow()).isTrue();
        assertThat(modest.closed).isNull();
        assertThat(budget.used()).isEqualTo(20_000);
        small.discard();
        assertThat(budget.used()).isZero();
    }

    private Outbox outbox(Wire to, OutboxBudget budget) {
        return new Outbox(
                to,
                new Outbox.Bounds(1_000_000, Duration.ofSeconds(10)),
                simulation,
                new DoorMetrics(new SimpleMeterRegistry(), Door.CHAT),
                budget,
                () -> {});
    }
}

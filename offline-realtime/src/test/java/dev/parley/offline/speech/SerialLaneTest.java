package dev.parley.offline.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialLaneTest {

    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final List<RuntimeException> failures = new ArrayList<>();
    private final SerialLane lane = new SerialLane(threads::addLast, failures::add);
    private final List<Integer> done = new ArrayList<>();

    @Test
    void tasksRunInOrderOnOneThreadAtATime() {
        IntStream.range(0, 20).forEach(i -> lane.execute(() -> done.add(i)));
        assertThat(threads).hasSize(1);

        runAll();

        assertThat(done).isEqualTo(IntStream.range(0, 20).boxed().toList());
    }

    @Test
    void aLaneWithMuchToDoLetsOthersRunInBetween() {
        IntStream.range(0, 20).forEach(i -> lane.execute(() -> done.add(i)));
        threads.removeFirst().run();

        assertThat(done).hasSizeLessThan(20);
        assertThat(threads).hasSize(1);
    }

    @Test
    void aTaskThatThrowsIsToldAndDoesNotStopTheLane() {
        lane.execute(() -> {
            throw new IllegalStateException("broken");
        });
        lane.execute(() -> done.add(1));

        runAll();

        assertThat(failures).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(done).containsExactly(1);
    }

    @Test
    void anIdleLaneTakesUpWorkAgain() {
        lane.execute(() -> done.add(1));
        runAll();
        lane.execute(() -> done.add(2));
        runAll();

        assertThat(done).containsExactly(1, 2);
    }

    private void runAll() {
        while (!threads.isEmpty()) {
            threads.removeFirst().run();
        }
    }
}

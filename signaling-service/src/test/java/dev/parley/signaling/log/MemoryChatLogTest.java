package dev.parley.signaling.log;

import dev.parley.signaling.testing.Simulation;
import java.time.Duration;
import java.util.Random;

class MemoryChatLogTest extends ChatLogContract {

    private final Simulation simulation = new Simulation();
    private final ChatLog log = new MemoryChatLog(simulation, new Random(1));

    @Override
    protected ChatLog log() {
        return log;
    }

    @Override
    protected void advance(Duration duration) {
        simulation.advance(duration);
    }
}

package dev.parley.offline.speech;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How loud it is when nobody speaks: the quietest moment of the last three seconds, for even fluent speech has gaps between its words. Not
 * thread-safe.
 */
final class RoomNoise {

    private static final int MEMORY_FRAMES = Segmenter.framesOf(3_000);

    /** What a room is taken for before it was heard, as mean square of samples from −1 to 1 (−55 dB): speech may begin with the first frame. */
    private static final double ASSUMED = 3e-6;

    /** Digital silence is no room: this is quieter than any microphone (−75 dB). */
    private static final double LOWEST = 3e-8;

    /** Speech is this much louder than the room (12 dB). */
    private static final double MARGIN = 16;

    private final Deque<Double> recent = new ArrayDeque<>();
    private double smoothed = ASSUMED;

    /** Takes the mean square of the next frame, and says whether it is much louder than the room. */
    boolean isExceededBy(double energy) {
        double quietest = recent.stream().min(Double::compare).orElse(ASSUMED);
        smoothed += (energy - smoothed) / 2;
        recent.addLast(smoothed);
        if (recent.size() > MEMORY_FRAMES) {
            recent.removeFirst();
        }
        return energy > MARGIN * Math.max(LOWEST, quietest);
    }
}

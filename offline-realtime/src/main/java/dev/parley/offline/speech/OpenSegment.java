package dev.parley.offline.speech;

import dev.parley.offline.speech.Segmenter.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The frames of speech that is still going on. Not thread-safe. */
final class OpenSegment {

    /** Frames over which loudness is averaged when a quiet place is looked for: a stop consonant is shorter. */
    private static final int QUIET_FRAMES = 5;

    private final List<Frame> frames = new ArrayList<>();

    void add(Frame frame) {
        frames.add(frame);
    }

    int frames() {
        return frames.size();
    }

    /** Where it begins, in samples from the start of the stream. */
    long start() {
        return frames.get(0).start();
    }

    void forEach(Consumer<Frame> action) {
        frames.forEach(action);
    }

    /** The first {@code count} frames as a segment. */
    Segment until(int count) {
        List<Frame> part = frames.subList(0, count);
        float[] samples = new float
                [part.stream().mapToInt(frame -> frame.samples().length).sum()];
        int offset = 0;
        int voiced = 0;
        for (Frame frame : part) {
            System.arraycopy(frame.samples(), 0, samples, offset, frame.samples().length);
            offset += frame.samples().length;
            voiced += frame.voiced() ? frame.samples().length : 0;
        }
        return new Segment(start(), samples, voiced * 1000 / SileroVad.SAMPLE_RATE);
    }

    /** What follows the first {@code count} frames. */
    OpenSegment from(int count) {
        OpenSegment rest = new OpenSegment();
        frames.subList(count, frames.size()).forEach(rest::add);
        return rest;
    }

    /** The middle of the quietest stretch that lies wholly behind the first {@code earliest} frames. */
    int quietestFrame(int earliest) {
        int best = frames.size() - QUIET_FRAMES;
        double lowest = Double.POSITIVE_INFINITY;
        for (int first = Math.max(0, earliest); first + QUIET_FRAMES <= frames.size(); first++) {
            double energy = frames.subList(first, first + QUIET_FRAMES).stream()
                    .mapToDouble(Frame::energy)
                    .sum();
            if (energy < lowest) {
                lowest = energy;
                best = first;
            }
        }
        return best + QUIET_FRAMES / 2;
    }
}

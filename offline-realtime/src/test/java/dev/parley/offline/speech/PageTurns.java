package dev.parley.offline.speech;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Where the page commits, in milliseconds of a recording: by the level above the quietest of the last three seconds, some time after the last sound.
 * The rules and figures are those of {@code web-ui/src/audio/turn-detector.ts}, without its rumble filter.
 */
final class PageTurns {

    private static final int FRAME_MILLIS = 20;
    private static final int MEMORY_FRAMES = 150;
    private static final double ASSUMED_NOISE_DBFS = -55;

    private final Deque<Double> recent = new ArrayDeque<>();
    private double smoothed = ASSUMED_NOISE_DBFS;
    private int loudInARow;
    private long start = -1;
    private long lastLoud;

    private PageTurns() {}

    static List<Integer> of(byte[] pcm16) {
        float[] samples = AudioFormat.PCM16.samples(pcm16, 0, pcm16.length);
        int frame = AudioFormat.PCM16.samplesPerSecond() * FRAME_MILLIS / 1_000;
        PageTurns turns = new PageTurns();
        List<Integer> commits = new ArrayList<>();
        for (int at = 0; at + frame <= samples.length; at += frame) {
            int now = (at + frame) / frame * FRAME_MILLIS;
            if (turns.endsWith(level(samples, at, frame), now)) {
                commits.add(now);
            }
        }
        return commits;
    }

    private boolean endsWith(double dbfs, long now) {
        double noise =
                Math.max(-65, Math.min(-20, recent.stream().min(Double::compare).orElse(ASSUMED_NOISE_DBFS)));
        smoothed += (dbfs - smoothed) / 3;
        recent.addLast(smoothed);
        if (recent.size() > MEMORY_FRAMES) {
            recent.removeFirst();
        }
        loudInARow = dbfs - noise > (start < 0 ? 12 : 8) ? loudInARow + 1 : 0;
        if (start < 0) {
            if (loudInARow >= 3) {
                start = now - 3 * FRAME_MILLIS;
                lastLoud = now;
            }
            return false;
        }
        if (loudInARow >= 2) {
            lastLoud = now;
        }
        if (now - lastLoud < hangover(now) && now - start < 14_000) {
            return false;
        }
        start = -1;
        loudInARow = 0;
        return true;
    }

    private double hangover(long now) {
        return 200 + falling(now - start, 8_000, 14_000) * 400 + falling(lastLoud - start, 1_200, 2_400) * 600;
    }

    private static double falling(double value, double from, double to) {
        return Math.max(0, Math.min(1, (to - value) / (to - from)));
    }

    private static double level(float[] samples, int from, int length) {
        double energy = 0;
        for (int i = from; i < from + length; i++) {
            energy += samples[i] * samples[i];
        }
        return Math.max(-100, 10 * Math.log10(energy / length));
    }
}

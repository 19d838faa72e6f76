package dev.parley.offline.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmenterTest {

    private static final int FRAME = SileroVad.FRAME;
    private static final float VOICE = 0.9f;
    private static final float SILENCE = 0.05f;

    private final List<String> told = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    private final Segmenter.Listener listener = new Segmenter.Listener() {
        @Override
        public void started(long start) {
            told.add("started " + start / FRAME);
        }

        @Override
        public void paused() {
            told.add("paused");
        }

        @Override
        public void resumed() {
            told.add("resumed");
        }

        @Override
        public void ended(Segment segment, Segmenter.End end) {
            told.add("ended " + end);
            segments.add(segment);
        }
    };
    private final Segmenter segmenter = new Segmenter(new DetectionSettings(0.5, 320, 512), listener);

    private int heard;

    @Test
    void aSegmentHasItsLeadInAndALittleSilence() {
        hear(20, SILENCE);
        hear(30, VOICE);
        hear(16, SILENCE);

        assertThat(told).containsExactly("started 10", "paused", "ended SILENCE");
        assertThat(frames(segments.get(0))).isEqualTo(range(10, 20 + 30 + 8));
        assertThat(segments.get(0).start()).isEqualTo(10L * FRAME);
        assertThat(segments.get(0).voiceMillis()).isEqualTo(30 * 32);
    }

    @Test
    void oneLoudFrameIsNoSpeech() {
        hear(5, SILENCE);
        hear(1, VOICE);
        hear(20, SILENCE);

        assertThat(told).isEmpty();
        assertThat(segmenter.open()).isEmpty();
    }

    @Test
    void aDoubtfulVoiceIsHeardIfItIsMuchLouderThanTheRoom() {
        Segmenter lenient = new Segmenter(new DetectionSettings(0.5, 0.2, 320, 512), listener);
        room(lenient, 0.01f, 50, 0.05f);
        room(lenient, 0.012f, 20, 0.3f);
        room(lenient, 0.1f, 20, 0.1f);
        assertThat(told).isEmpty();

        room(lenient, 0.1f, 2, 0.3f);

        assertThat(told).containsExactly("started 80");
        assertThat(lenient.open().orElseThrow().voiceMillis()).isZero();
    }

    @Test
    void withOneThresholdLoudnessCountsForNothing() {
        room(segmenter, 0.01f, 50, 0.05f);
        room(segmenter, 0.1f, 20, 0.45f);

        assertThat(told).isEmpty();
    }

    @Test
    void aPauseBetweenWordsEndsNothing() {
        hear(10, VOICE);
        hear(10, SILENCE);
        hear(10, VOICE);
        hear(16, SILENCE);

        assertThat(told).containsExactly("started 0", "paused", "resumed", "paused", "ended SILENCE");
        assertThat(frames(segments.get(0))).isEqualTo(range(0, 38));
    }

    @Test
    void atAPauseTheOpenSegmentIsAlreadyTheWholeOne() {
        hear(10, VOICE);
        hear(8, SILENCE);
        Segment atPause = segmenter.open().orElseThrow();
        hear(8, SILENCE);

        assertThat(segments.get(0).samples()).containsExactly(atPause.samples());
    }

    @Test
    void whatFollowsAnEndMayBeLeadInOfTheNext() {
        hear(10, VOICE);
        hear(16, SILENCE);
        hear(5, VOICE);
        segmenter.flush();

        assertThat(frames(segments.get(0))).isEqualTo(range(0, 18));
        assertThat(frames(segments.get(1))).isEqualTo(range(18, 31));
    }

    @Test
    void aFlushSharesNoSampleWithWhatFollows() {
        hear(10, VOICE);
        segmenter.flush();
        hear(10, VOICE);
        segmenter.flush();

        assertThat(told).containsExactly("started 0", "ended FLUSH", "started 10", "ended FLUSH");
        assertThat(frames(segments.get(0))).isEqualTo(range(0, 10));
        assertThat(frames(segments.get(1))).isEqualTo(range(10, 20));
    }

    @Test
    void aLongSpeechIsCutAtItsQuietestPlaceAndNothingIsLost() {
        int total = Segmenter.LONGEST_FRAMES + 40;
        int quiet = Segmenter.LONGEST_FRAMES - 100;
        for (int i = 0; i < total; i++) {
            float level = Math.abs(i - quiet) <= 2 ? 0.001f : 0.5f;
            hearFrame(level, VOICE);
        }
        segmenter.flush();

        assertThat(told).containsExactly("started 0", "ended LENGTH", "ended FLUSH");
        assertThat(segments.get(0).samples()).hasSize(quiet * FRAME);
        assertThat(segments.get(1).start()).isEqualTo((long) quiet * FRAME);
        assertThat(segments.get(1).end()).isEqualTo((long) total * FRAME);
    }

    @Test
    void afterAResetNothingIsToldOfWhatWas() {
        hear(10, VOICE);
        segmenter.reset();
        segmenter.flush();

        assertThat(told).containsExactly("started 0");
        assertThat(segmenter.position()).isEqualTo(10L * FRAME);
    }

    private static void room(Segmenter segmenter, float level, int frames, float probability) {
        Random random = new Random(5);
        for (int i = 0; i < frames; i++) {
            float[] frame = new float[FRAME];
            for (int k = 0; k < FRAME; k++) {
                frame[k] = level * (float) random.nextGaussian();
            }
            segmenter.accept(frame, probability);
        }
    }

    private void hear(int frames, float probability) {
        for (int i = 0; i < frames; i++) {
            hearFrame(heard, probability);
        }
    }

    private void hearFrame(float value, float probability) {
        float[] frame = new float[FRAME];
        Arrays.fill(frame, value);
        heard++;
        segmenter.accept(frame, probability);
    }

    private static List<Integer> frames(Segment segment) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < segment.samples().length; i += FRAME) {
            numbers.add((int) segment.samples()[i]);
        }
        return numbers;
    }

    private static List<Integer> range(int from, int to) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = from; i < to; i++) {
            numbers.add(i);
        }
        return numbers;
    }
}

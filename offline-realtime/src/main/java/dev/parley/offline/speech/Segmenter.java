package dev.parley.offline.speech;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into stretches of speech, by what the voice detector says of each frame.
 *
 * <p>A segment begins with two frames of speech and what came shortly before them; it ends with silence. Where the settings say so, a frame that is
 * much louder than the room needs less of a voice in it to count. One that grows too long for the model is
 * cut at its quietest place, and what follows the cut begins the next one, so no sample of speech is lost or used twice. Pure: it hears no clock
 * and decodes nothing. Not thread-safe.
 */
final class Segmenter {

    /** Told what becomes of the speech, in order. */
    interface Listener {

        /** Somebody began to speak; {@code start} counts samples of the stream and includes the lead-in. */
        void started(long start);

        /** It has been silent for a moment: probably the end, and if so, {@link Segmenter#open} is already the whole segment. */
        void paused();

        /** The moment of silence was only a pause between words. */
        void resumed();

        /** A segment is complete. */
        void ended(Segment segment, End end);
    }

    /** Why a segment is complete. */
    enum End {
        /** The speaker fell silent. */
        SILENCE,
        /** It was as long as a segment may be; the speaker goes on. */
        LENGTH,
        /** Whoever listens wants what there is. */
        FLUSH
    }

    static final int LONGEST_FRAMES = framesOf(22_000);

    /** The part of a segment that is too long, from its end, in which the quietest place is looked for. */
    private static final int CUT_WINDOW_FRAMES = framesOf(7_000);

    private static final int FRAMES_TO_START = 2;
    private static final int PAUSE_FRAMES = framesOf(256);

    private final Listener listener;
    private DetectionSettings settings;
    private final RoomNoise noise = new RoomNoise();
    private final Deque<Frame> leadIn = new ArrayDeque<>();
    private @Nullable OpenSegment open;
    private long position;
    private int voicedInARow;
    private int silentInARow;

    Segmenter(DetectionSettings settings, Listener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /** Frames of the detector in a time, at least one. */
    static int framesOf(int millis) {
        return Math.max(1, Math.round(millis * (SileroVad.SAMPLE_RATE / 1000f) / SileroVad.FRAME));
    }

    /** Changes when a voice counts as speaking, from the next frame on. */
    void configure(DetectionSettings newSettings) {
        settings = newSettings;
    }

    /** How many samples of the stream have been heard. */
    long position() {
        return position;
    }

    /** The speech that is going on, as far as it has come; without the silence that may have begun at its end, but for a little. */
    Optional<Segment> open() {
        return Optional.ofNullable(open).map(segment -> segment.until(contentFrames(segment)));
    }

    /** Length in samples of the speech that is going on; 0 when nobody speaks. */
    long openLength() {
        return open == null ? 0 : position - open.start();
    }

    /** Takes the next frame of the stream. The last one before a flush may be shorter than the others. */
    void accept(float[] samples, float probability) {
        Frame frame = new Frame(position, samples, probability >= settings.threshold());
        position += samples.length;
        boolean standsOut = noise.isExceededBy(frame.energy());
        if (open == null) {
            waitForVoice(frame, frame.voiced() || (standsOut && probability >= settings.loudThreshold()));
        } else {
            grow(open, frame, probability);
        }
    }

    /** Ends the speech that is going on, if any; what follows begins anew and shares no sample with it. */
    void flush() {
        if (open != null) {
            end(open, contentFrames(open), End.FLUSH);
        }
        leadIn.clear();
        voicedInARow = 0;
    }

    /** Forgets the speech that is going on, without telling. */
    void reset() {
        open = null;
        leadIn.clear();
        voicedInARow = 0;
        silentInARow = 0;
    }

    private void waitForVoice(Frame frame, boolean heard) {
        leadIn.addLast(frame);
        voicedInARow = heard ? voicedInARow + 1 : 0;
        while (leadIn.size() > framesOf(settings.leadInMillis()) + voicedInARow) {
            leadIn.removeFirst();
        }
        if (voicedInARow >= FRAMES_TO_START) {
            OpenSegment segment = new OpenSegment();
            leadIn.forEach(segment::add);
            leadIn.clear();
            voicedInARow = 0;
            silentInARow = 0;
            open = segment;
            listener.started(segment.start());
        }
    }

    private void grow(OpenSegment segment, Frame frame, float probability) {
        segment.add(frame);
        if (probability >= settings.exitThreshold()) {
            if (silentInARow >= PAUSE_FRAMES) {
                listener.resumed();
            }
            silentInARow = 0;
        } else {
            silentInARow++;
            if (silentInARow >= framesOf(settings.silenceMillis())) {
                end(segment, contentFrames(segment), End.SILENCE);
                return;
            }
            if (silentInARow == PAUSE_FRAMES) {
                listener.paused();
            }
        }
        if (segment.frames() >= LONGEST_FRAMES) {
            end(segment, segment.quietestFrame(segment.frames() - CUT_WINDOW_FRAMES), End.LENGTH);
        }
    }

    /** A pause's worth of silence stays at the end: the model needs a little of it, and the end of the segment is known that early. */
    private int contentFrames(OpenSegment segment) {
        return segment.frames() - Math.max(0, silentInARow - PAUSE_FRAMES);
    }

    private void end(OpenSegment segment, int frames, End end) {
        Segment complete = segment.until(frames);
        OpenSegment rest = segment.from(frames);
        silentInARow = 0;
        if (end == End.LENGTH) {
            open = rest;
        } else {
            open = null;
            rest.forEach(leadIn::addLast);
        }
        listener.ended(complete, end);
    }

    /**
     * The piece of audio that the detector judges at once.
     *
     * @param start in samples from the start of the stream
     * @param samples mono, 16 kHz
     * @param voiced whether the detector is sure of a voice in it
     */
    record Frame(long start, float[] samples, boolean voiced) {

        double energy() {
            double sum = 0;
            for (float sample : samples) {
                sum += sample * sample;
            }
            return sum / samples.length;
        }
    }
}

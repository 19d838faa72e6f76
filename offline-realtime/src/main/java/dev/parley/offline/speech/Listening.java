package dev.parley.offline.speech;

import dev.parley.offline.speech.DecodeJob.Kind;
import dev.parley.offline.speech.Moonshine.Hypothesis;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of a stream: what is heard becomes segments, segments become text, text becomes turns. Confined to the stream's lane.
 *
 * <p>While somebody speaks, guesses at the open segment are offered to the decoders. When the speaker pauses, the final decode is offered too: if it
 * was the end, the final text is there when the end is certain. Both are left out while the stream has audio to catch up with.
 */
final class Listening implements Segmenter.Listener {

    private static final double SHORTEST_COMMIT_MILLIS = 100;

    private final Executor lane;
    private final DecodeQueue queue;
    private final Object owner;
    private final SpeechListener listener;
    private final EngineObserver observer;
    private final LongConsumer waitingSamples;
    private final Segmenter segmenter;
    private final Hearing hearing;
    private StreamSettings settings;
    private @Nullable OpenSpeech speech;
    private Turn turn;
    private double turnMillis;
    private boolean catchingUp;

    /**
     * @param lane runs tasks one after the other, as long as the stream is open
     * @param owner whose jobs those of this stream are
     * @param waitingSamples told of samples that begin (positive) or cease (negative) to wait for their final text
     */
    Listening(
            Executor lane,
            DecodeQueue queue,
            Object owner,
            SileroVad.Stream voice,
            StreamSettings settings,
            SpeechListener listener,
            EngineObserver observer,
            LongConsumer waitingSamples) {
        this.lane = lane;
        this.queue = queue;
        this.owner = owner;
        this.settings = settings;
        this.listener = listener;
        this.observer = observer;
        this.waitingSamples = waitingSamples;
        this.segmenter = new Segmenter(settings.detection(), this);
        this.hearing = new Hearing(voice, segmenter, settings.format());
        this.turn = new Turn(0, settings.liveText(), listener, observer);
    }

    void configure(StreamSettings newSettings) {
        settings = newSettings;
        hearing.configure(newSettings.format());
        segmenter.configure(newSettings.detection());
        turn.setLive(newSettings.liveText());
    }

    /** @param behind whether more audio waits than a moment's */
    void hear(byte[] bytes, int offset, int length, boolean behind) {
        catchingUp = behind;
        turnMillis += settings.format().millis(length);
        hearing.hear(bytes, offset, length, this::guessIfDue);
    }

    void commit(@Nullable String tag) {
        if (turnMillis < SHORTEST_COMMIT_MILLIS) {
            listener.commitRefused(tag, turnMillis);
            return;
        }
        hearing.finish();
        segmenter.flush();
        endTurn();
    }

    void clear() {
        hearing.discard();
        segmenter.reset();
        endSpeech();
        turn.abandon();
        listener.cleared(turn.number());
        beginTurn();
    }

    @Override
    public void started(long start) {
        speech = new OpenSpeech();
        turn.voiceHeard(System.nanoTime());
        if (settings.turnsEndBySilence()) {
            listener.speechStarted(turn.number(), millis(start));
        }
    }

    @Override
    public void paused() {
        OpenSpeech current = speech;
        if (current == null || catchingUp || !settings.transcribe() || !queue.hasPlace()) {
            return;
        }
        segmenter.open().ifPresent(segment -> {
            Piece piece = new Piece(segment);
            DecodeJob job = new DecodeJob(owner, Kind.EARLY, segment, new FinalText(piece));
            if (queue.offer(job)) {
                piece.decodedBy(job);
                current.beginEarly(piece);
            }
        });
    }

    @Override
    public void resumed() {
        if (speech != null) {
            speech.dropEarly();
        }
    }

    @Override
    public void ended(Segment segment, Segmenter.End end) {
        boolean goesOn = end == Segmenter.End.LENGTH;
        Piece begun = speech == null ? null : speech.takeEarly(segment);
        endSpeech();
        if (settings.transcribe()) {
            settle(begun == null ? new Piece(segment) : begun, goesOn);
        }
        if (goesOn) {
            speech = new OpenSpeech();
        }
        if (end == Segmenter.End.SILENCE && settings.turnsEndBySilence()) {
            listener.speechStopped(turn.number(), millis(segment.end()));
            endTurn();
        }
    }

    private void settle(Piece piece, boolean goesOn) {
        piece.join(turn, goesOn);
        turn.add(piece);
        waitingSamples.accept(piece.segment().samples().length);
        DecodeJob job = piece.job();
        if (piece.hypothesis() != null) {
            settled(piece);
        } else if (job != null) {
            queue.promote(job);
        } else {
            submit(piece);
        }
    }

    private void submit(Piece piece) {
        DecodeJob job = new DecodeJob(owner, Kind.FINAL, piece.segment(), new FinalText(piece));
        piece.decodedBy(job);
        queue.submit(job);
    }

    private void settled(Piece piece) {
        Turn its = piece.turn();
        if (its != null) {
            waitingSamples.accept(-piece.segment().samples().length);
            its.advance();
        }
    }

    private void guessIfDue() {
        OpenSpeech current = speech;
        long length = segmenter.openLength();
        if (current == null
                || !settings.transcribe()
                || !settings.liveText()
                || !current.pace().isDue(length)) {
            return;
        }
        if (current.partial() != null || catchingUp) {
            return;
        }
        current.pace().done(length);
        if (!queue.hasPlace()) {
            observer.partialSkipped();
            return;
        }
        segmenter.open().ifPresent(segment -> {
            DecodeJob job = new DecodeJob(owner, Kind.PARTIAL, segment, new Guess(current));
            if (queue.offer(job)) {
                current.guess(job);
            }
        });
    }

    private void endSpeech() {
        if (speech != null) {
            speech.dropPartial();
            speech.dropEarly();
            speech = null;
        }
    }

    private void endTurn() {
        Turn complete = turn;
        long audioMillis = Math.round(turnMillis);
        beginTurn();
        listener.committed(complete.number(), settings.transcribe());
        if (settings.transcribe()) {
            complete.commit(audioMillis);
        }
    }

    private void beginTurn() {
        turn = new Turn(turn.number() + 1, settings.liveText(), listener, observer);
        turnMillis = 0;
    }

    private static long millis(long samples) {
        return samples * 1_000 / SileroVad.SAMPLE_RATE;
    }

    /** Takes the final text of a piece, on the lane. */
    private final class FinalText implements DecodeJob.Receiver {

        private final Piece piece;

        FinalText(Piece piece) {
            this.piece = piece;
        }

        @Override
        public void done(Hypothesis hypothesis) {
            lane.execute(() -> {
                piece.settle(hypothesis);
                settled(piece);
            });
        }

        @Override
        public void skipped() {
            lane.execute(() -> {
                piece.decodedBy(null);
                if (piece.turn() != null) {
                    submit(piece);
                } else if (speech != null && speech.early() == piece) {
                    speech.dropEarly();
                }
            });
        }

        @Override
        public void failed(Exception cause) {
            lane.execute(() -> {
                piece.fail();
                settled(piece);
            });
        }
    }

    /** Takes a guess at the speech that goes on, on the lane; a guess that fails or is left out is followed by another one. */
    private final class Guess implements DecodeJob.Receiver {

        private final OpenSpeech about;

        Guess(OpenSpeech about) {
            this.about = about;
        }

        @Override
        public void done(Hypothesis hypothesis) {
            lane.execute(() -> {
                about.guess(null);
                if (about == speech) {
                    turn.suppose(hypothesis);
                }
            });
        }

        @Override
        public void skipped() {
            lane.execute(() -> about.guess(null));
            observer.partialSkipped();
        }

        @Override
        public void failed(Exception cause) {
            lane.execute(() -> about.guess(null));
        }
    }
}

package dev.parley.offline.speech;

import dev.parley.offline.speech.Moonshine.Hypothesis;
import dev.parley.offline.speech.SpeechListener.Transcript;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One turn: its pieces of speech in order, and its text as it is told.
 *
 * <p>Text is told in the order of the speech, however the decoders finish: nothing of a piece before the pieces ahead of it are settled. Confined
 * to the stream's lane.
 */
final class Turn {

    /** State of a turn that was committed. */
    private record Commit(long audioMillis) {}

    private final int number;
    private final SpeechListener listener;
    private final EngineObserver observer;
    private final Deque<Piece> unsettled = new ArrayDeque<>();
    private final TurnText text = new TurnText();
    private final StringBuilder withheld = new StringBuilder();
    private @Nullable Commit commit;
    private boolean live;
    private boolean failed;
    private boolean told;
    private boolean abandoned;
    private long firstVoiceNanos;
    private int tokens;

    Turn(int number, boolean live, SpeechListener listener, EngineObserver observer) {
        this.number = number;
        this.live = live;
        this.listener = listener;
        this.observer = observer;
    }

    int number() {
        return number;
    }

    /** Changes whether text is told before the turn is committed. */
    void setLive(boolean newLive) {
        live = newLive;
        tellWithheld();
    }

    /** Says that somebody began to speak at a moment of {@link System#nanoTime}. */
    void voiceHeard(long nanos) {
        if (firstVoiceNanos == 0) {
            firstVoiceNanos = nanos;
        }
    }

    void add(Piece piece) {
        unsettled.addLast(piece);
    }

    /** Says that nobody wants its text any more. */
    void abandon() {
        abandoned = true;
    }

    /** Takes a hypothesis about the speech behind all pieces that the turn has. */
    void suppose(Hypothesis hypothesis) {
        if (unsettled.isEmpty()) {
            tell(text.suppose(hypothesis.text()));
        }
    }

    /** Tells the text of the pieces that have become settled, and completes the turn if it is committed and nothing is missing. */
    void advance() {
        while (!unsettled.isEmpty() && unsettled.getFirst().hypothesis() != null) {
            settle(unsettled.removeFirst());
        }
        if (commit != null && unsettled.isEmpty()) {
            if (failed) {
                listener.failed(number);
            } else {
                listener.completed(number, new Transcript(text.transcript(), commit.audioMillis(), tokens));
            }
        }
    }

    /**
     * Ends the turn; its listener has been told so.
     *
     * @param audioMillis how long it sounded
     */
    void commit(long audioMillis) {
        commit = new Commit(audioMillis);
        tellWithheld();
        advance();
    }

    private void settle(Piece piece) {
        Hypothesis hypothesis = piece.hypothesis();
        if (hypothesis != null) {
            failed |= piece.hasFailed();
            tokens += hypothesis.tokens();
            tell(text.settle(hypothesis.text(), piece.goesOn()));
        }
    }

    private void tell(String delta) {
        withheld.append(delta);
        tellWithheld();
    }

    private void tellWithheld() {
        if (abandoned || withheld.length() == 0 || !(live || commit != null)) {
            return;
        }
        if (live && !told) {
            told = true;
            observer.firstText((System.nanoTime() - firstVoiceNanos) / 1e9);
        }
        listener.text(number, withheld.toString());
        withheld.setLength(0);
    }
}

package dev.parley.offline.speech;

import org.jspecify.annotations.Nullable;

/**
 * Told what becomes of a {@link SpeechStream}.
 *
 * <p>Calls come one at a time, in order, on threads of the engine: they must return at once. Turns are counted from 0. Within a turn: its text, its
 * commit, the rest of its text, its completion or failure; the completion of one turn may come after the first text of the next. None comes
 * after the stream was closed, but for one that is under way at that moment.
 */
public interface SpeechListener {

    /** Somebody began to speak; told only when {@link StreamSettings#turnsEndBySilence}. Times count from the start of the stream. */
    void speechStarted(int turn, long millis);

    /** The speaker fell silent; the commit of the turn follows. Told only when {@link StreamSettings#turnsEndBySilence}. */
    void speechStopped(int turn, long millis);

    /** A turn takes no more audio; {@code textFollows} says whether {@link #completed} or {@link #failed} will come. */
    void committed(int turn, boolean textFollows);

    /** A commit that was asked for, with that tag, is not done, because the turn has too little audio. */
    void commitRefused(@Nullable String tag, double bufferedMillis);

    /** The audio and text of the turn that was going on are forgotten; nothing more is told of it. */
    void cleared(int turn);

    /** Text to be appended to that of the turn, with the white space between the two. */
    void text(int turn, String delta);

    /** The whole text of a committed turn is known. */
    void completed(int turn, Transcript transcript);

    /** The text of a committed turn can't be had: the model failed on it. */
    void failed(int turn);

    /** The stream can't go on: the engine failed on it. */
    void broken(RuntimeException cause);

    /**
     * What was said in a turn.
     *
     * @param text the final text; empty if nobody spoke
     * @param audioMillis how long the turn sounded
     * @param tokens how many tokens the model took for the text
     */
    record Transcript(String text, long audioMillis, int tokens) {}
}

package dev.parley.launcher;

/** A reason why Parley can't start or go on, as a sentence for the person at the console. */
final class StartFailure extends Exception {

    private static final long serialVersionUID = 1L;

    StartFailure(String sentence) {
        super(sentence);
    }
}

package dev.parley.launcher.build;

/** A build that failed, as text for the person at the console. */
public final class BuildFailure extends Exception {

    private static final long serialVersionUID = 1L;

    BuildFailure(String text) {
        super(text);
    }
}

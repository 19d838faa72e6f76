package dev.parley.offline.api;

import dev.parley.offline.speech.SpeechListener;
import io.vertx.core.Context;
import org.jspecify.annotations.Nullable;

/** Brings what a speech stream tells to the event loop of the connection that it is for, in order. */
final class EventLoopListener implements SpeechListener {

    private final Context eventLoop;
    private final SpeechListener target;

    EventLoopListener(Context eventLoop, SpeechListener target) {
        this.eventLoop = eventLoop;
        this.target = target;
    }

    @Override
    public void speechStarted(int turn, long millis) {
        run(() -> target.speechStarted(turn, millis));
    }

    @Override
    public void speechStopped(int turn, long millis) {
        run(() -> target.speechStopped(turn, millis));
    }

    @Override
    public void committed(int turn, boolean textFollows) {
        run(() -> target.committed(turn, textFollows));
    }

    @Override
    public void commitRefused(@Nullable String tag, double bufferedMillis) {
        run(() -> target.commitRefused(tag, bufferedMillis));
    }

    @Override
    public void cleared(int turn) {
        run(() -> target.cleared(turn));
    }

    @Override
    public void text(int turn, String delta) {
        run(() -> target.text(turn, delta));
    }

    @Override
    public void completed(int turn, Transcript transcript) {
        run(() -> target.completed(turn, transcript));
    }

    @Override
    public void failed(int turn) {
        run(() -> target.failed(turn));
    }

    @Override
    public void broken(RuntimeException cause) {
        run(() -> target.broken(cause));
    }

    private void run(Runnable task) {
        eventLoop.runOnContext(ignored -> task.run());
    }
}

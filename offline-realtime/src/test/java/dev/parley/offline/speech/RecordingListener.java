package dev.parley.offline.speech;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a stream tells. Thread-safe. */
final class RecordingListener implements SpeechListener {

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Map<Integer, String> texts = new TreeMap<>();
    private final Map<Integer, Transcript> transcripts = new TreeMap<>();

    List<String> log() {
        return List.copyOf(log);
    }

    /** The pieces of text of a turn, one behind the other. */
    synchronized String text(int turn) {
        return texts.getOrDefault(turn, "");
    }

    synchronized Map<Integer, Transcript> transcripts() {
        return Map.copyOf(transcripts);
    }

    @Override
    public void speechStarted(int turn, long millis) {
        log.add("started " + turn + " " + millis);
    }

    @Override
    public void speechStopped(int turn, long millis) {
        log.add("stopped " + turn + " " + millis);
    }

    @Override
    public void committed(int turn, boolean textFollows) {
        log.add("committed " + turn);
    }

    @Override
    public void commitRefused(String tag, double bufferedMillis) {
        log.add("refused " + bufferedMillis);
    }

    @Override
    public void cleared(int turn) {
        log.add("cleared " + turn);
    }

    @Override
    public synchronized void text(int turn, String delta) {
        log.add("text " + turn);
        texts.merge(turn, delta, String::concat);
    }

    @Override
    public synchronized void completed(int turn, Transcript transcript) {
        log.add("completed " + turn);
        transcripts.put(turn, transcript);
    }

    @Override
    public void failed(int turn) {
        log.add("failed " + turn);
    }

    @Override
    public void broken(RuntimeException cause) {
        log.add("broken " + cause);
    }
}

package dev.parley.offline.speech;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which segment is decoded next.
 *
 * <p>Required jobs come first and are never left out; their owners take turns, so that one with much to decode doesn't hold up the others. They are as
 * many as the audio that streams may hold (see {@link SpeechStream#append}). All other jobs wait only when no required one does, and only a few
 * of them: who finds no place comes again with fresher audio. Thread-safe.
 */
final class DecodeQueue {

    private final int optionalPlaces;
    private final Map<Object, Deque<DecodeJob>> required = new LinkedHashMap<>();
    private final Deque<DecodeJob> optional = new ArrayDeque<>();
    private int requiredCount;
    private int underWay;
    private boolean closed;

    /** @param optionalPlaces how many jobs that aren't required may wait */
    DecodeQueue(int optionalPlaces) {
        this.optionalPlaces = optionalPlaces;
    }

    /** Adds a job that must be done. */
    synchronized void submit(DecodeJob job) {
        job.require();
        required.computeIfAbsent(job.owner(), owner -> new ArrayDeque<>()).addLast(job);
        requiredCount++;
        notify();
    }

    /** Whether {@link #offer} would take a job. */
    synchronized boolean hasPlace() {
        return requiredCount == 0 && optional.size() < optionalPlaces;
    }

    /** Adds a job that is done if nothing more important comes; false if there is no place for it. */
    synchronized boolean offer(DecodeJob job) {
        if (!hasPlace()) {
            return false;
        }
        optional.addLast(job);
        notify();
        return true;
    }

    /** Makes a job that was offered one that must be done, if it hasn't been left out yet. */
    synchronized void promote(DecodeJob job) {
        job.require();
        if (optional.remove(job)) {
            submit(job);
        }
    }

    /** Removes and cancels all jobs of an owner. */
    synchronized void forget(Object owner) {
        Deque<DecodeJob> jobs = required.remove(owner);
        if (jobs != null) {
            requiredCount -= jobs.size();
            jobs.forEach(DecodeJob::cancel);
        }
        optional.removeIf(job -> job.owner() == owner);
    }

    /** Waits for a job and takes it; null once the queue was closed. Each is to be followed by {@link #finished}. */
    synchronized @Nullable DecodeJob take() throws InterruptedException {
        while (!closed && requiredCount == 0 && optional.isEmpty()) {
            wait();
        }
        if (closed) {
            return null;
        }
        underWay++;
        return requiredCount > 0 ? takeRequired() : optional.removeFirst();
    }

    /** Says that a job that was taken is done. */
    synchronized void finished() {
        underWay--;
    }

    /** Whether no job waits and none is under way. */
    synchronized boolean isIdle() {
        return underWay == 0 && waiting() == 0;
    }

    /** Whether a job under way should make room: only one that isn't required, when required ones wait. */
    synchronized boolean mustYield(DecodeJob job) {
        return closed || (!job.isRequired() && requiredCount > 0);
    }

    /** How many jobs wait, required or not. */
    synchronized int waiting() {
        return requiredCount + optional.size();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private DecodeJob takeRequired() {
        Iterator<Map.Entry<Object, Deque<DecodeJob>>> owners =
                required.entrySet().iterator();
        Map.Entry<Object, Deque<DecodeJob>> next = owners.next();
        Deque<DecodeJob> jobs = next.getValue();
        Object owner = next.getKey();
        owners.remove();
        DecodeJob job = jobs.removeFirst();
        requiredCount--;
        if (!jobs.isEmpty()) {
            required.put(owner, jobs);
        }
        return job;
    }
}

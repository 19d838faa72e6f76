package dev.parley.offline.speech;

import dev.parley.offline.speech.Moonshine.Hypothesis;

/** A segment to be decoded, for somebody. Thread-safe. */
final class DecodeJob {

    /** What the text is for. */
    enum Kind {
        /** A guess at speech that goes on: left out when there is more important work. */
        PARTIAL,
        /** The final text of speech that has probably ended: begun only when there is nothing more important. */
        EARLY,
        /** The final text. */
        FINAL
    }

    /** Told what came of a job: one call, on a thread of the decoders; it must return at once. */
    interface Receiver {

        /** The segment's text is known. */
        void done(Hypothesis hypothesis);

        /** The job was left out or cancelled. */
        void skipped();

        /** The model failed. */
        void failed(Exception cause);
    }

    private final Object owner;
    private final Kind kind;
    private final Segment segment;
    private final Receiver receiver;
    private volatile boolean required;
    private volatile boolean cancelled;

    /** @param owner whose it is: the queue is fair among owners */
    DecodeJob(Object owner, Kind kind, Segment segment, Receiver receiver) {
        this.owner = owner;
        this.kind = kind;
        this.segment = segment;
        this.receiver = receiver;
        this.required = kind == Kind.FINAL;
    }

    Object owner() {
        return owner;
    }

    Kind kind() {
        return kind;
    }

    Segment segment() {
        return segment;
    }

    /** Whether it must be done, however busy the decoders are. */
    boolean isRequired() {
        return required;
    }

    void require() {
        required = true;
    }

    /** Says that nobody wants it any more. */
    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    Receiver receiver() {
        return receiver;
    }
}

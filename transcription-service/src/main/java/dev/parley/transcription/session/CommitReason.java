package dev.parley.transcription.session;

/** Who ended a turn. */
enum CommitReason {
    /** The client, by its own commit. */
    CLIENT("client"),
    /** This service, after so much audio that nobody committed. */
    LENGTH("length"),
    /** This service, because the session changes to another upstream connection. */
    ROTATION("rotation"),
    /** This service, because the session ends. */
    STOP("stop");

    private final String label;

    CommitReason(String label) {
        this.label = label;
    }

    /** Its name in metrics. */
    String label() {
        return label;
    }
}

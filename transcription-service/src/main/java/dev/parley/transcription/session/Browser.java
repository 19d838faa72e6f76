package dev.parley.transcription.session;

/** The client's side of a session, as the session sees it. Belongs to the session's event loop. */
interface Browser {

    /** Names the connection in the log. */
    String id();

    /** Asks for a sign of life. */
    void ping();

    /** Sends one text frame, in order. Never blocks; {@link Listener#browserSlow()} tells when to stop. */
    void send(String json);

    /** Closes the socket behind everything that was sent. */
    void close(Ending ending);

    /** Hears how fast the browser reads. */
    interface Listener {

        /** So much is unread that nothing more should be sent. */
        void browserSlow();

        /** The browser has caught up. */
        void browserCaughtUp();
    }
}

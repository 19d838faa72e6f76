package dev.parley.signaling.session;

import dev.parley.signaling.protocol.CloseCode;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** A socket as its {@link Outbox} sees it: a WebSocket, or the stream that stands in for one. */
interface Wire {

    /**
     * The one thread of this socket. Tasks run in the order in which they came; equal for sockets that share a thread.
     */
    Executor loop();

    /** Whether the caller is on {@link #loop()}. */
    boolean onLoop();

    /**
     * Sends a text frame. Only on {@link #loop()}; frames leave in the order of the calls.
     *
     * @return done when the frame has been handed to the operating system, failed when the socket is gone
     */
    CompletionStage<?> write(String text);

    /** Sends a close frame behind everything written. Only on {@link #loop()}; without effect when closed already. */
    void close(CloseCode code);

    /** Sends what keeps the way open, and asks for an answer if {@link #answersPings()}. Only on {@link #loop()}. */
    void ping();

    /** Whether the other end answers a {@link #ping()}. */
    boolean answersPings();

    /** Stops taking anything from the other end, or goes on. Only on {@link #loop()}. */
    void reading(boolean wanted);

    /** Ends the connection without a word. Only on {@link #loop()}. */
    void cut();
}

package dev.parley.signaling.session;

import dev.parley.signaling.protocol.ClientMessage;
import dev.parley.signaling.protocol.CloseCode;
import dev.parley.signaling.protocol.Decoded;
import dev.parley.signaling.protocol.ErrorCode;
import dev.parley.signaling.protocol.Frame;
import dev.parley.signaling.protocol.Refusal;
import dev.parley.signaling.telemetry.Limit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What a socket and the service say to each other, from the first frame to the last. This class does what both doors
 * have in common: it waits for the {@code hello}, checks sizes and rates, and keeps messages in order while the
 * {@code hello} is at work. The doors do the rest.
 *
 * <p>Confined to the socket's loop, except {@link #takenOver()}.
 *
 * @param <M> what clients send at this door
 */
public abstract class Conversation<M extends ClientMessage> {

    /** Messages that may come before their {@code hello} is answered. */
    private static final int MAX_WAITING = 64;

    private static final Logger LOG = Logger.getLogger(Conversation.class);

    private static final Refusal BROKEN =
            new Refusal(ErrorCode.UNAVAILABLE, "Something went wrong here. Come back, and try again.");

    private enum State {
        /** Nothing but a {@code hello} is welcome. */
        EXPECTING_HELLO,
        /** The {@code hello} is at work; what comes now waits. */
        GREETING,
        /** Welcome was sent. */
        OPEN,
        /** Closed, or about to be. */
        OVER
    }

    private final Socket socket;
    private final Queue<M> waiting = new ArrayDeque<>();
    private State state = State.EXPECTING_HELLO;
    private boolean greeted;

    /** The conversation of a socket that was just opened. */
    protected Conversation(Socket socket) {
        this.socket = socket;
    }

    /** Reads a text frame. */
    protected abstract Decoded<M> decode(String text);

    /**
     * Welcomes the client. A welcome that was prepared while the socket was lost must be undone by {@link #gone}.
     *
     * @return done when the welcome was offered to the outbox; empty if the message is no {@code hello}
     */
    protected abstract Optional<CompletionStage<?>> greet(M message);

    /** Does what a message asks for. The client has been welcomed. */
    protected abstract void handle(M message);

    /** An {@code error} as JSON. */
    protected abstract String error(Refusal refusal, @Nullable String ref);

    /**
     * The socket is gone. Called once, and only after {@link #greet}.
     *
     * @param left whether the client closed it on purpose
     */
    protected abstract void gone(boolean left);

    /** The writer of this socket. */
    protected final Outbox outbox() {
        return socket.outbox();
    }

    /** This conversation's socket. */
    protected final Socket socket() {
        return socket;
    }

    /** Sends an answer to the client; a door may give it a number first. */
    protected void answer(String json) {
        outbox().offer(Frame.of(json));
    }

    /** Refuses a message, and counts it. */
    protected final void reject(Refusal refusal, @Nullable String ref) {
        socket.metrics().rejected(refusal.code());
        answer(error(refusal, ref));
    }

    /** Refuses a message because of a limit, and counts both. */
    protected final void reject(Limit limit, Refusal refusal, @Nullable String ref) {
        socket.reached(limit);
        reject(refusal, ref);
    }

    /** Rejects a message when the stage says so, or fails. */
    protected final void rejectLater(CompletionStage<Optional<Refusal>> outcome, @Nullable String ref) {
        outcome.exceptionally(failure ->
                        Optional.of(new Refusal(ErrorCode.UNAVAILABLE, "That could not be done now. Send it again.")))
                .thenAccept(refusal -> refusal.ifPresent(why -> reject(why, ref)));
    }

    /** Counts how it went for a client that came with a token. */
    protected final void countResume(@Nullable String token, CompletionStage<Boolean> resumed) {
        if (token != null) {
            resumed.thenAccept(socket.metrics()::resume);
        }
    }

    /** Ends the conversation with an error: another socket came with the same identity. Any thread. */
    public final void takenOver() {
        socket.run(() -> {
            if (state != State.OVER) {
                socket.metrics().takenOver();
                socket.tell("taken over");
                end(
                        new Refusal(ErrorCode.TAKEN_OVER, "This identity goes on in another socket."),
                        CloseCode.TAKEN_OVER);
            }
        });
    }

    /** Ends the conversation with an error after which the client should come back. Any thread. */
    protected final void interrupt(String why) {
        socket.run(() -> {
            if (state != State.OVER) {
                end(new Refusal(ErrorCode.UNAVAILABLE, why), CloseCode.UNAVAILABLE);
            }
        });
    }

    final void start() {
        socket.after(socket.settings().helloTimeout(), () -> {
            if (state == State.EXPECTING_HELLO) {
                endBadly("No hello came in time.");
            }
        });
    }

    /** Does what a message asks for that came in another way than as a frame. Only on the loop. */
    public final void tell(M message) {
        accept(message);
    }

    /** Looks after the other end; see {@link Socket#patrol}. */
    final void patrol(Runnable dead) {
        socket.patrol(dead);
    }

    /** The other end answered a ping. */
    final void pong() {
        socket.heard();
    }

    /** Takes a text frame. Whatever goes wrong ends this conversation alone. */
    final void text(String text) {
        if (state == State.OVER) {
            return;
        }
        try {
            read(text);
        } catch (RuntimeException e) {
            LOG.error("A message could not be handled.", e);
            end(BROKEN, CloseCode.UNAVAILABLE);
        }
    }

    private void read(String text) {
        socket.heard();
        socket.metrics().messageIn();
        int maxBytes = socket.settings().maxMessageBytes();
        if (text.length() > maxBytes || text.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            reject(new Refusal(ErrorCode.TOO_LARGE, "The message is longer than " + maxBytes + " bytes."), null);
            return;
        }
        Decoded<M> decoded = decode(text);
        boolean isFree = state == State.EXPECTING_HELLO && decoded instanceof Decoded.Good;
        if (!isFree && socket.exceeded().isPresent()) {
            reject(
                    new Refusal(ErrorCode.RATE_LIMITED, "Too many messages at once. Wait a moment and send it again."),
                    decoded.<@Nullable String>match(ClientMessage::id, Decoded.Bad::ref));
            return;
        }
        decoded.match(
                message -> {
                    accept(message);
                    return true;
                },
                bad -> {
                    reject(bad.refusal(), bad.ref());
                    return false;
                });
    }

    final void binary() {
        if (state != State.OVER) {
            endBadly("This door takes text frames only.");
        }
    }

    final void closed(boolean left) {
        state = State.OVER;
        waiting.clear();
        outbox().discard();
        if (greeted) {
            greeted = false;
            socket.tell("gone", "left", left);
            gone(left);
        }
    }

    /** Says why, and closes the socket. */
    final void end(Refusal refusal, CloseCode code) {
        socket.metrics().rejected(refusal.code());
        socket.tell("ended", "code", code.code(), "reason", refusal.code());
        state = State.OVER;
        waiting.clear();
        outbox().offer(Frame.of(error(refusal, null)));
        outbox().finish(code);
    }

    /** Closes the socket because this node stops. Any thread. */
    final void shutDown() {
        outbox().finish(CloseCode.SHUTDOWN);
    }

    private void endBadly(String why) {
        end(new Refusal(ErrorCode.INVALID_MESSAGE, why), CloseCode.BAD_REQUEST);
    }

    private void accept(M message) {
        switch (state) {
            case EXPECTING_HELLO -> expectHello(message);
            case GREETING -> keep(message);
            case OPEN -> handle(message);
            case OVER -> {}
        }
    }

    private void expectHello(M message) {
        Optional<CompletionStage<?>> greeting = greet(message);
        if (greeting.isEmpty()) {
            endBadly("A conversation begins with hello.");
            return;
        }
        state = State.GREETING;
        greeted = true;
        greeting.get().whenComplete((welcome, failure) -> socket.run(() -> welcomed(failure)));
    }

    private void welcomed(@Nullable Throwable failure) {
        if (state != State.GREETING) {
            return;
        }
        if (failure != null) {
            end(
                    new Refusal(ErrorCode.UNAVAILABLE, "The service can't welcome you now. Come back soon."),
                    CloseCode.UNAVAILABLE);
            return;
        }
        state = State.OPEN;
        for (M message = waiting.poll(); message != null; message = waiting.poll()) {
            handle(message);
        }
    }

    private void keep(M message) {
        if (waiting.size() < MAX_WAITING) {
            waiting.add(message);
        } else {
            reject(new Refusal(ErrorCode.RATE_LIMITED, "Wait for the welcome."), message.id());
        }
    }
}

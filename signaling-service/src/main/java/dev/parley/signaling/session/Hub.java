package dev.parley.signaling.session;

import dev.parley.signaling.protocol.CloseCode;
import dev.parley.signaling.protocol.ErrorCode;
import dev.parley.signaling.protocol.Refusal;
import dev.parley.signaling.telemetry.DoorMetrics;
import dev.parley.signaling.telemetry.Limit;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.UserData;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** This node's sockets: admits them, hands their events to their conversations, and watches over slow and dead ones. */
@ApplicationScoped
public class Hub {

    private static final Logger LOG = Logger.getLogger(Hub.class);
    private static final CloseReason TOO_BIG = new CloseReason(1009, "message too big");
    private static final CloseReason BROKEN =
            new CloseReason(CloseCode.UNAVAILABLE.code(), CloseCode.UNAVAILABLE.reason());
    private static final Duration PATROL_INTERVAL = Duration.ofSeconds(1);
    private static final UserData.TypedKey<Seat> SEAT = new UserData.TypedKey<>("parley.seat");
    private static final Refusal STOPPING =
            new Refusal(ErrorCode.UNAVAILABLE, "This node stops. Come back: another one is there.");

    private final Gate gate;
    private final Node node;
    private final AtomicLong lastConnection = new AtomicLong();
    private final Set<Seat> seats = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private volatile boolean stopping;

    Hub(SessionConfig config, Node node) {
        this.gate = new Gate(config, node);
        this.node = node;
    }

    /** A socket's conversation, and the place that it takes. */
    private final class Seat {
        private final Conversation<?> conversation;
        private final DoorMetrics metrics;
        private final Gate.Place place;

        Seat(
                Wire wire,
                Gate.Place place,
                Socket.Settings settings,
                DoorMetrics metrics,
                Function<Socket, ? extends Conversation<?>> begin) {
            this.metrics = metrics;
            this.place = place;
            String id = Long.toString(lastConnection.incrementAndGet(), Character.MAX_RADIX);
            this.conversation = begin.apply(
                    new Socket(id, wire, settings, metrics, node, place.addressMessages(), () -> over(this, false)));
        }

        void patrol() {
            conversation.patrol(() -> over(this, false));
        }
    }

    @PostConstruct
    void patrol() {
        node.timers().after(PATROL_INTERVAL, () -> {
            seats.forEach(Seat::patrol);
            gate.sweep();
            patrol();
        });
    }

    /** Begins a conversation. Only in the connection's {@code @OnOpen}, on its event loop. */
    public void opened(
            WebSocketConnection connection,
            Socket.Settings settings,
            DoorMetrics metrics,
            Function<Socket, Conversation<?>> begin) {
        Gate.Place place = gate.enter(Upgrade.addressOf(connection));
        Seat seat = new Seat(new QuarkusWire(connection), place, settings, metrics, begin);
        connection.userData().put(SEAT, seat);
        take(seat);
        Optional<Gate.Rejection> rejection = place.rejection();
        if (stopping) {
            seat.conversation.shutDown();
        } else if (rejection.isEmpty()) {
            seat.conversation.start();
        } else {
            seat.conversation.end(rejection.get().refusal(), rejection.get().code());
        }
    }

    /**
     * Begins a conversation whose other end hears by a stream of events, and speaks by requests of their own. Only in a
     * handler of the request, on its event loop.
     *
     * @param begin makes the conversation, and has it say its hello
     * @return why it did not begin: then nothing has been answered
     */
    public Optional<Refusal> streamed(
            RoutingContext request,
            Socket.Settings settings,
            DoorMetrics metrics,
            Function<Socket, ? extends Conversation<?>> begin) {
        Gate.Place place = gate.enter(Upgrade.addressOf(request.request()));
        Optional<Refusal> refusal = refusal(place);
        if (refusal.isPresent()) {
            place.release();
            return refusal;
        }
        StreamWire wire = new StreamWire(request.response());
        wire.open();
        Seat seat = new Seat(wire, place, settings, metrics, begin);
        take(seat);
        metrics.streamOpened();
        request.addEndHandler(ended -> {
            metrics.streamClosed();
            over(seat, false);
        });
        return Optional.empty();
    }

    /**
     * Keeps a place for a conversation that will begin by a stream, for so long.
     *
     * @return why there is none
     */
    public Optional<Refusal> expect(HttpServerRequest request, Duration hold) {
        Gate.Place place = gate.enter(Upgrade.addressOf(request));
        node.timers().after(hold, place::release);
        return refusal(place);
    }

    /** Whether one more request may come from an address now. */
    public boolean mayPost(HttpServerRequest request) {
        boolean may = gate.messages(Upgrade.addressOf(request)).tryTake();
        if (!may) {
            node.limits().reached(Limit.ADDRESS_MESSAGES);
        }
        return may;
    }

    private Optional<Refusal> refusal(Gate.Place place) {
        return stopping ? Optional.of(STOPPING) : place.rejection().map(Gate.Rejection::refusal);
    }

    /** Hands a text frame over. On the connection's event loop. */
    public void text(WebSocketConnection connection, String text) {
        seat(connection).ifPresent(seat -> seat.conversation.text(text));
    }

    /** Refuses a binary frame. On the connection's event loop. */
    public void binary(WebSocketConnection connection) {
        seat(connection).ifPresent(seat -> seat.conversation.binary());
    }

    /** Takes an answer to a ping. On the connection's event loop. */
    public void pong(WebSocketConnection connection) {
        seat(connection).ifPresent(seat -> seat.conversation.pong());
    }

    /** Ends a conversation whose connection is closed. On the connection's event loop. */
    public void closed(WebSocketConnection connection, CloseReason reason) {
        seat(connection).ifPresent(seat -> over(seat, CloseCode.meansLeft(reason.getCode())));
    }

    /**
     * Ends a connection that failed, if that left it open. A reset, which is no error of the service, doesn't; a message that
     * is too long for the framework, although none of its frames is, does.
     */
    public void failed(WebSocketConnection connection, Throwable failure) {
        LOG.debugf("Connection %s failed: %s", connection.id(), failure);
        if (connection.isOpen()) {
            // Vert.x has no type of its own for it.
            CloseReason reason = failure instanceof IllegalStateException ? TOO_BIG : BROKEN;
            connection.close(reason).subscribe().with(closed -> {}, alreadyGone -> {});
        }
    }

    /** Why this node takes nobody new, if so. */
    Optional<Refusal> closedTo() {
        return stopping ? Optional.of(STOPPING) : gate.full().map(Gate.Rejection::refusal);
    }

    /** What is open. A snapshot. */
    List<Conversation<?>> open() {
        return seats.stream().<Conversation<?>>map(seat -> seat.conversation).toList();
    }

    /** Bytes that wait for receivers. */
    long outboxBytes() {
        return node.outboxes().used();
    }

    /**
     * Takes nobody new from now on: who comes is told to come back to another node.
     *
     * @return done when nothing is open any more
     */
    CompletableFuture<Void> stop() {
        stopping = true;
        if (seats.isEmpty()) {
            empty.complete(null);
        }
        return empty;
    }

    private void take(Seat seat) {
        seats.add(seat);
        seat.metrics.socketOpened();
    }

    private void over(Seat seat, boolean left) {
        if (seats.remove(seat)) {
            seat.place.release();
            seat.metrics.socketClosed();
            seat.conversation.closed(left);
            if (stopping && seats.isEmpty()) {
                empty.complete(null);
            }
        }
    }

    private static Optional<Seat> seat(WebSocketConnection connection) {
        return Optional.ofNullable(connection.userData().get(SEAT));
    }
}

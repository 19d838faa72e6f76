package dev.parley.signaling.session;

import dev.parley.signaling.protocol.CloseCode;
import dev.parley.signaling.protocol.ErrorCode;
import dev.parley.signaling.protocol.Refusal;
import dev.parley.signaling.telemetry.DoorMetrics;
import dev.parley.signaling.time.Timers;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.UserData;
import io.quarkus.websockets.next.WebSocketConnection;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** This node's sockets: admits them, hands their events to their conversations, and watches over slow ones. */
@ApplicationScoped
public class Hub {

    private static final Logger LOG = Logger.getLogger(Hub.class);
    private static final CloseReason TOO_BIG = new CloseReason(1009, "message too big");
    private static final Duration PATROL_INTERVAL = Duration.ofSeconds(1);
    private static final UserData.TypedKey<Seat> SEAT = new UserData.TypedKey<>("parley.seat");

    private final AddressLimit addresses;
    private final Timers timers;
    private final InstantSource clock;
    private final Set<Conversation<?>> conversations = ConcurrentHashMap.newKeySet();
    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile boolean stopping;

    Hub(SessionConfig config, Timers timers, InstantSource clock) {
        this.addresses = new AddressLimit(config.socketsPerAddress());
        this.timers = timers;
        this.clock = clock;
    }

    /** A connection's conversation, and the address whose count it is in, if it was admitted. */
    private record Seat(Conversation<?> conversation, DoorMetrics metrics, Optional<String> countedAddress) {}

    @PostConstruct
    void patrol() {
        timers.after(PATROL_INTERVAL, () -> {
            conversations.forEach(conversation -> conversation.outbox().checkPatience());
            patrol();
        });
    }

    /** Begins a conversation. Only in the connection's {@code @OnOpen}, on its event loop. */
    public void opened(
            WebSocketConnection connection,
            Socket.Settings settings,
            DoorMetrics metrics,
            Function<Socket, Conversation<?>> begin) {
        Wire wire = new QuarkusWire(connection);
        Socket socket = new Socket(wire, settings, metrics, timers, clock, () -> over(connection, false));
        Conversation<?> conversation = begin.apply(socket);
        String address = ClientAddress.of(connection);
        boolean admitted = addresses.tryAcquire(address);
        connection
                .userData()
                .put(SEAT, new Seat(conversation, metrics, Optional.of(address).filter(a -> admitted)));
        conversations.add(conversation);
        metrics.socketOpened();
        if (stopping) {
            conversation.shutDown();
        } else if (admitted) {
            conversation.start();
        } else {
            LOG.infof("Refused a socket of %s: too many are open", address);
            conversation.end(
                    new Refusal(ErrorCode.LIMIT, "Too many sockets are open from this address."), CloseCode.LIMIT);
        }
    }

    /** Hands a text frame over. On the connection's event loop. */
    public void text(WebSocketConnection connection, String text) {
        seat(connection).ifPresent(seat -> seat.conversation().text(text));
    }

    /** Refuses a binary frame. On the connection's event loop. */
    public void binary(WebSocketConnection connection) {
        seat(connection).ifPresent(seat -> seat.conversation().binary());
    }

    /** Ends a conversation whose connection is closed. On the connection's event loop. */
    public void closed(WebSocketConnection connection, CloseReason reason) {
        over(connection, CloseCode.meansLeft(reason.getCode()));
    }

    /**
     * Ends a connection that failed. A reset is no error of the service. What leaves it open is a message that was too long
     * for the framework although none of its frames was.
     */
    public void failed(WebSocketConnection connection, Throwable failure) {
        LOG.debugf("Connection %s failed: %s", connection.id(), failure);
        if (connection.isOpen()) {
            connection.close(TOO_BIG).subscribe().with(closed -> {}, alreadyGone -> {});
        }
    }

    /**
     * Tells all sockets, also those that open from now on, to come back to another node.
     *
     * @return open when all sockets are closed
     */
    CountDownLatch shutDown() {
        LOG.infof("Closing %d sockets", conversations.size());
        stopping = true;
        conversations.forEach(Conversation::shutDown);
        if (conversations.isEmpty()) {
            drained.countDown();
        }
        return drained;
    }

    private void over(WebSocketConnection connection, boolean left) {
        seat(connection).ifPresent(seat -> {
            if (conversations.remove(seat.conversation())) {
                seat.countedAddress().ifPresent(addresses::release);
                seat.metrics().socketClosed();
                seat.conversation().closed(left);
                if (stopping && conversations.isEmpty()) {
                    drained.countDown();
                }
            }
        });
    }

    private static Optional<Seat> seat(WebSocketConnection connection) {
        return Optional.ofNullable(connection.userData().get(SEAT));
    }
}

package dev.parley.signaling.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.signaling.protocol.CloseCode;
import dev.parley.signaling.telemetry.DoorMetrics;
import dev.parley.signaling.telemetry.EventLog;
import dev.parley.signaling.telemetry.LimitMetrics;
import dev.parley.signaling.testing.Simulation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** A client and its socket without a network, for tests under simulated time. */
public final class FakeSocket implements Wire {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MANY = 1_000_000;

    private final Simulation simulation;
    private final List<String> written = new ArrayList<>();
    private final List<CompletableFuture<Void>> unread = new ArrayList<>();
    private final Conversation<?> conversation;
    private boolean reading = true;
    private CloseCode closed;
    private int seen;
    private int pings;
    private boolean wasCut;
    private boolean isRead = true;

    public FakeSocket(
            Simulation simulation,
            Socket.Settings settings,
            DoorMetrics metrics,
            Function<Socket, Conversation<?>> begin) {
        this.simulation = simulation;
        Socket socket = new Socket(
                "test",
                this,
                settings,
                metrics,
                node(simulation, Long.MAX_VALUE),
                new TokenBucket(MANY, MANY, simulation),
                () -> closed(false));
        this.conversation = begin.apply(socket);
        conversation.start();
    }

    /** What sockets share, with so much for what waits. */
    static Node node(Simulation simulation, long outboxBytes) {
        return new Node(
                simulation,
                simulation,
                new OutboxBudget(outboxBytes),
                new LimitMetrics(new SimpleMeterRegistry()),
                new EventLog(simulation));
    }

    /** The client sends a frame. */
    public FakeSocket send(String json) {
        sendWithoutTurn(json);
        simulation.run();
        return this;
    }

    /** The client sends a frame, and nothing that follows from it is done yet. */
    public void sendWithoutTurn(String json) {
        conversation.text(json.replace('\'', '"'));
    }

    /** The connection is cut, or closed on purpose. */
    public void closed(boolean left) {
        conversation.closed(left);
        simulation.run();
    }

    /** The node stops. */
    public void shutDown() {
        conversation.shutDown();
        simulation.run();
    }

    /** The service looks after its sockets. */
    public void patrol() {
        conversation.patrol(() -> closed(false));
        simulation.run();
    }

    /** The client answers a ping. */
    public void pong() {
        conversation.pong();
    }

    /** How many pings the client got. */
    public int pings() {
        return pings;
    }

    /** Whether the service takes what the client sends. */
    public boolean isRead() {
        return isRead;
    }

    Conversation<?> conversation() {
        return conversation;
    }

    /** Whether the service gave the client up. */
    public boolean wasCut() {
        return wasCut;
    }

    /** The client reads nothing from now on. */
    public void stopReading() {
        reading = false;
    }

    /** What came since the last call. */
    public List<JsonNode> received() {
        simulation.run();
        List<JsonNode> messages = new ArrayList<>();
        for (String text : written.subList(seen, written.size())) {
            messages.add(parse(text));
        }
        seen = written.size();
        return messages;
    }

    /** What came since the last call, of one type. */
    public List<JsonNode> received(String type) {
        return received().stream()
                .filter(message -> message.path("type").asText().equals(type))
                .toList();
    }

    /** The one message that came since the last call. */
    public JsonNode only() {
        List<JsonNode> messages = received();
        if (messages.size() != 1) {
            throw new AssertionError("Not one message but " + messages);
        }
        return messages.get(0);
    }

    public CloseCode closeCode() {
        simulation.run();
        return closed;
    }

    public Outbox outbox() {
        return conversation.outbox();
    }

    @Override
    public Executor loop() {
        return simulation;
    }

    @Override
    public boolean onLoop() {
        return true;
    }

    @Override
    public CompletionStage<?> write(String text) {
        written.add(text);
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (reading) {
            done.complete(null);
        } else {
            unread.add(done);
        }
        return done;
    }

    @Override
    public void close(CloseCode code) {
        closed = closed == null ? code : closed;
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public boolean answersPings() {
        return true;
    }

    @Override
    public void reading(boolean wanted) {
        isRead = wanted;
    }

    @Override
    public void cut() {
        wasCut = true;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("The server sent no JSON: " + text, e);
        }
    }
}

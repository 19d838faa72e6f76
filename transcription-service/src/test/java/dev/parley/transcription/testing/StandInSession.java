package dev.parley.transcription.testing;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** One transcription session of a {@link StandInUpstream}. */
public final class StandInSession {

    private static final String TRANSCRIPTION = "conversation.item.input_audio_transcription.";
    private static final int BYTES_OF_100_MILLIS = 4800;

    private final ServerWebSocket socket;
    private final StandInUpstream.Mood mood;
    private final String credential;
    private final Context context;
    private final Predicate<StandInSession> atCommit;
    private final List<JsonObject> received = new CopyOnWriteArrayList<>();
    private final List<Integer> turnBytes = new CopyOnWriteArrayList<>();
    private volatile long audioBytes;
    private volatile boolean gone;
    private int turn;
    private int uncommitted;
    private int eventNumber;

    StandInSession(
            ServerWebSocket socket,
            StandInUpstream.Mood mood,
            String credential,
            Context context,
            Predicate<StandInSession> atCommit) {
        this.socket = socket;
        this.mood = mood;
        this.credential = credential;
        this.context = context;
        this.atCommit = atCommit;
    }

    void begin() {
        socket.closeHandler(closed -> gone = true);
        socket.textMessageHandler(text -> receive(new JsonObject(text)));
        if (mood == StandInUpstream.Mood.KEY_REFUSED) {
            error("invalid_api_key", "Incorrect API key provided: " + credential, null);
            socket.close((short) 3000, "invalid_request_error.invalid_api_key");
        } else if (mood != StandInUpstream.Mood.SILENT) {
            event("session.created", new JsonObject().put("session", session(null)));
        }
    }

    /** The events that came, oldest first. */
    public List<JsonObject> received() {
        return received;
    }

    /** How many events of a type came. */
    public long count(String type) {
        return received.stream()
                .filter(event -> event.getString("type").equals(type))
                .count();
    }

    /** All audio that came. */
    public long audioBytes() {
        return audioBytes;
    }

    /** How much audio each committed turn had. */
    public List<Integer> turnBytes() {
        return turnBytes;
    }

    /** The query of the address with which it was opened. */
    public String query() {
        return socket.query();
    }

    /** Whether a header was sent with the upgrade. */
    public boolean hasHeader(String name) {
        return socket.headers().contains(name);
    }

    /** Whether the other side closed the connection, or this one did. */
    public boolean isGone() {
        return gone;
    }

    /** Sends a text as it is. */
    public void send(String text) {
        run(() -> socket.writeTextMessage(text));
    }

    /** Sends an {@code error} event. */
    public void reportError(String code, String message) {
        run(() -> error(code, message, null));
    }

    /** Reads again. */
    public void listen() {
        run(() -> socket.resume());
    }

    /** Closes as OpenAI does. */
    public void close(int code, String reason) {
        run(() -> socket.close((short) code, reason));
    }

    /** Closes, as one that ends. */
    public void hangUp() {
        run(() -> {
            if (!socket.isClosed()) {
                socket.close();
            }
        });
    }

    /** At once if it may. */
    private void run(Runnable task) {
        if (Vertx.currentContext() == context) {
            task.run();
        } else {
            context.runOnContext(turnOfLoop -> task.run());
        }
    }

    private void receive(JsonObject event) {
        received.add(event);
        switch (event.getString("type")) {
            case "session.update" -> update(event);
            case "input_audio_buffer.append" -> append(event.getString("audio"));
            case "input_audio_buffer.commit" -> commit(event.getString("event_id"));
            case "input_audio_buffer.clear" -> {
                uncommitted = 0;
                event("input_audio_buffer.cleared", new JsonObject());
            }
            default -> error("invalid_value", "Invalid value: type", event.getString("event_id"));
        }
    }

    private void update(JsonObject event) {
        if (mood == StandInUpstream.Mood.CONFIGURATION_REFUSED) {
            error("model_not_found", "No such model for " + credential, event.getString("event_id"));
        } else if (mood != StandInUpstream.Mood.SILENT) {
            event("session.updated", new JsonObject().put("session", session(event.getJsonObject("session"))));
            if (mood == StandInUpstream.Mood.DEAF) {
                socket.pause();
            }
        }
    }

    private void append(String audio) {
        int bytes = Base64.getDecoder().decode(audio).length;
        audioBytes += bytes;
        uncommitted += bytes;
        event(TRANSCRIPTION + "delta", item().put("content_index", 0).put("delta", " " + bytes));
    }

    private void commit(String eventId) {
        if (uncommitted < BYTES_OF_100_MILLIS) {
            error("input_audio_buffer_commit_empty", "Error committing input audio buffer: too small", eventId);
            return;
        }
        if (!atCommit.test(this)) {
            return;
        }
        turnBytes.add(uncommitted);
        event("input_audio_buffer.committed", item().putNull("previous_item_id"));
        JsonObject item = new JsonObject()
                .put("id", item().getString("item_id"))
                .put("type", "message")
                .put("content", new JsonArray());
        event("conversation.item.added", new JsonObject().put("item", item));
        event("conversation.item.done", new JsonObject().put("item", item));
        if (mood == StandInUpstream.Mood.FAILING_TURNS) {
            event(
                    TRANSCRIPTION + "failed",
                    item().put("error", new JsonObject().put("message", "Could not hear " + credential)));
        } else if (mood != StandInUpstream.Mood.WITHOUT_RESULTS) {
            JsonObject result = item().put("content_index", 0).put("transcript", uncommitted + " bytes");
            if (mood == StandInUpstream.Mood.SLOW) {
                context.owner().setTimer(1000, later -> event(TRANSCRIPTION + "completed", result));
            } else {
                event(TRANSCRIPTION + "completed", result);
            }
        }
        uncommitted = 0;
        turn++;
    }

    private JsonObject item() {
        return new JsonObject().put("item_id", "item_" + turn);
    }

    private static JsonObject session(JsonObject update) {
        JsonObject session = new JsonObject()
                .put("type", "transcription")
                .put("object", "realtime.transcription_session")
                .put("id", "sess_standin")
                .put("expires_at", System.currentTimeMillis() / 1000 + 3600)
                .put("instructions", "what only the operator knows");
        return update == null ? session : session.mergeIn(update);
    }

    private void error(String code, String message, String eventId) {
        JsonObject error = new JsonObject()
                .put("type", "invalid_request_error")
                .put("code", code)
                .put("message", message)
                .putNull("param")
                .put("event_id", eventId);
        event("error", new JsonObject().put("error", error));
    }

    private void event(String type, JsonObject members) {
        JsonObject event = new JsonObject().put("type", type).put("event_id", "event_" + eventNumber++);
        socket.writeTextMessage(event.mergeIn(members).encode());
    }
}

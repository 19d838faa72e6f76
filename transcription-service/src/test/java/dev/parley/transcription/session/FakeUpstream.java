package dev.parley.transcription.session;

import dev.parley.transcription.upstream.Upstream;
import dev.parley.transcription.upstream.UpstreamConnection;
import dev.parley.transcription.upstream.UpstreamEvents;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An upstream whose every move is a test's; it remembers what it was sent. */
final class FakeUpstream implements Upstream, UpstreamConnection {

    private final List<JsonObject> sent = new ArrayList<>();
    private UpstreamEvents events;
    private boolean open;
    boolean full;
    boolean paused;
    boolean closed;

    @Override
    public UpstreamConnection connect(UpstreamEvents newEvents) {
        events = newEvents;
        return this;
    }

    /** Accepts the connection. */
    void open() {
        open = true;
        events.opened();
    }

    /** Accepts the connection and the configuration. */
    void openAndConfigure() {
        open();
        say("{\"type\":\"session.updated\",\"session\":{}}");
    }

    /** Sends an event. */
    void say(String json) {
        events.received(json);
    }

    /** Sends an event about an item. */
    void say(String type, String itemId) {
        say("{\"type\":\"" + type + "\",\"item_id\":\"" + itemId + "\"}");
    }

    /** Takes more again. */
    void drained() {
        full = false;
        events.writable();
    }

    /** The types of what came, in order. */
    List<String> types() {
        return sent.stream().map(event -> event.getString("type")).toList();
    }

    List<JsonObject> sent(String type) {
        return sent.stream()
                .filter(event -> event.getString("type").equals(type))
                .toList();
    }

    /** The audio that came, in bytes. */
    int audioBytes() {
        return sent("input_audio_buffer.append").stream()
                .mapToInt(event -> Base64.getDecoder().decode(event.getString("audio")).length)
                .sum();
    }

    @Override
    public void send(String json) {
        if (open) {
            sent.add(new JsonObject(json));
        }
    }

    @Override
    public boolean isWritable() {
        return open && !full;
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public void close() {
        closed = true;
    }
}

package dev.parley.transcription.session;

import dev.parley.transcription.upstream.UpstreamConnection;
import dev.parley.transcription.upstream.UpstreamEvents;
import dev.parley.transcription.upstream.UpstreamFailure;
import dev.parley.transcription.upstream.UpstreamLoss;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** One connection of a {@link FakeUpstream}: every move is a test's, and it remembers what it was sent. */
final class FakeConnection implements UpstreamConnection {

    private final UpstreamEvents events;
    private final List<JsonObject> sent = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();
    private boolean open;
    boolean full;
    boolean paused;
    boolean closed;

    FakeConnection(UpstreamEvents events) {
        this.events = events;
    }

    /** Accepts the connection. */
    void open() {
        open = true;
        events.opened();
    }

    /** Accepts the connection and the configuration. */
    void openAndConfigure() {
        open();
        configure("{}");
    }

    /** Accepts the connection and the configuration, and tells when it will end. */
    void openUntil(long epochSecond) {
        open();
        configure("{\"expires_at\":" + epochSecond + "}");
    }

    private void configure(String session) {
        say("{\"type\":\"session.updated\",\"session\":" + session + "}");
    }

    /** Sends an event; one that is not read waits. */
    void say(String json) {
        if (paused) {
            unread.add(json);
        } else {
            events.received(json);
        }
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

    /** Ends. */
    void lose(UpstreamFailure failure) {
        events.closed(UpstreamLoss.of(failure, "test"));
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
        while (!paused && !unread.isEmpty()) {
            events.received(unread.remove(0));
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}

package dev.parley.transcription.session;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A browser that remembers what it was sent. */
final class FakeBrowser implements Browser {

    final List<String> texts = new ArrayList<>();
    Optional<Ending> ending = Optional.empty();
    int pings;

    /** Comes when the session is over. */
    final CompletableFuture<Ending> closed = new CompletableFuture<>();

    private final String id;

    /** What the browser does about an event. */
    Consumer<String> onText = text -> {};

    /** What the browser does when it is pinged. */
    Runnable onPing = () -> {};

    FakeBrowser() {
        this("browser-1");
    }

    FakeBrowser(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void ping() {
        pings++;
        onPing.run();
    }

    @Override
    public void send(String json) {
        texts.add(json);
        onText.accept(json);
    }

    @Override
    public void close(Ending newEnding) {
        ending = Optional.of(newEnding);
        closed.complete(newEnding);
    }

    /** The types of what came, in order. */
    List<String> types() {
        return texts.stream()
                .map(text -> new JsonObject(text).getString("type"))
                .toList();
    }

    /** The last event of a type. */
    JsonObject last(String type) {
        return texts.stream()
                .map(JsonObject::new)
                .filter(event -> event.getString("type").equals(type))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("No " + type + " came, but " + texts));
    }

    /** The code of the last error. */
    String lastErrorCode() {
        return last("error").getJsonObject("error").getString("code");
    }
}

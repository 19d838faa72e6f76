package dev.parley.transcription.session;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A browser that remembers what it was sent. */
final class FakeBrowser implements Browser {

    final List<String> texts = new ArrayList<>();
    Optional<Ending> ending = Optional.empty();
    int pings;

    /** What the browser does when it is pinged. */
    Runnable onPing = () -> {};

    @Override
    public String id() {
        return "browser-1";
    }

    @Override
    public void ping() {
        pings++;
        onPing.run();
    }

    @Override
    public void send(String json) {
        texts.add(json);
    }

    @Override
    public void close(Ending newEnding) {
        ending = Optional.of(newEnding);
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

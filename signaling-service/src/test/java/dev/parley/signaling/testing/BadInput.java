package dev.parley.signaling.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The tables of bad input; docs/protocol/bad-input/README.md describes their rows. */
public final class BadInput {

    private static final int TEXT = 1;
    private static final int BINARY = 2;

    private BadInput() {}

    /** One row; shown by its name. */
    public record Row(String name, JsonNode members) {
        public String before() {
            return members.path("before").asText("hello");
        }

        public JsonNode expect() {
            return members.path("expect");
        }

        /** What is sent, in order. */
        public List<Frame> frames() {
            JsonNode send = members.path("send");
            List<Frame> frames = new ArrayList<>();
            (send.isArray() ? send : new ObjectMapper().createArrayNode().add(send)).forEach(one -> add(one, frames));
            return frames;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A frame, or bytes for the bare connection or a body. */
    public record Frame(int opcode, byte[] payload, int fragments) {}

    /** The rows of a door. */
    public static Stream<Row> of(String door) {
        try {
            JsonNode table =
                    Golden.parse(Files.readString(Path.of("..", "docs", "protocol", "bad-input", door + ".json")));
            return StreamSupport.stream(table.path("rows").spliterator(), false)
                    .map(row -> new Row(row.path("name").asText(), row));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(JsonNode send, List<Frame> frames) {
        if (send.isMissingNode()) {
            return;
        }
        int opcode = send.path("opcode").asInt(send.has("binary") ? BINARY : TEXT);
        Frame frame = new Frame(opcode, payload(send), send.path("fragments").asInt(1));
        for (int i = 0; i < send.path("times").asInt(1); i++) {
            frames.add(frame);
        }
    }

    private static byte[] payload(JsonNode send) {
        if (send.has("binary") || send.has("bytes")) {
            return Base64.getDecoder()
                    .decode(send.path("binary").asText() + send.path("bytes").asText());
        }
        String text = send.isTextual()
                ? send.asText()
                : send.path("text").asText() + send.path("upgrade").asText();
        String filling =
                send.path("fill").asText().repeat(send.path("fill_times").asInt(0));
        return text.repeat(send.path("times_in_frame").asInt(1))
                .replace("…", filling)
                .getBytes(StandardCharsets.UTF_8);
    }
}

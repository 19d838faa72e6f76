package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Scanner;

/**
 * A client that checks what it hears of a {@link SimulatedUpstream}: each item follows the one before, has one text, and the texts
 * count on from where the last one ended. It remembers no more than what is open.
 */
final class Listener {

    private final ArrayDeque<String> items = new ArrayDeque<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private String last;
    private int heard;

    /** Takes the next event. */
    void hear(String json) {
        JsonObject event = new JsonObject(json);
        String type = event.getString("type");
        counts.merge(type, 1, Integer::sum);
        switch (type) {
            case "input_audio_buffer.committed" -> {
                assertThat(event.getString("previous_item_id")).isEqualTo(last);
                last = event.getString("item_id");
                assertThat(items).doesNotContain(last);
                items.add(last);
            }
            case "conversation.item.input_audio_transcription.completed" -> {
                assertThat(event.getString("item_id")).isEqualTo(items.remove());
                Scanner numbers = new Scanner(event.getString("transcript"));
                while (numbers.hasNextInt()) {
                    assertThat(numbers.nextInt()).isEqualTo(heard++);
                }
            }
            // Who ends a turn at the very moment at which it was too long already.
            case "error" ->
                assertThat(event.getJsonObject("error").getString("code")).isEqualTo("input_audio_buffer_commit_empty");
            default -> {}
        }
    }

    /** The chunks whose text has come. */
    int heard() {
        return heard;
    }

    /** The items whose text has not come. */
    int unfinished() {
        return items.size();
    }

    /** The events of a type. */
    int count(String type) {
        return counts.getOrDefault(type, 0);
    }
}

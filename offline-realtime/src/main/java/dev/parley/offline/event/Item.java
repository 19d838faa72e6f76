package dev.parley.offline.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One turn of the speaker, as an item of the conversation.
 *
 * @param type always {@code message}
 * @param status always {@code completed}: an item appears when it has all its audio
 * @param role always {@code user}
 * @param content one part, the audio
 */
public record Item(String id, String type, String status, String role, List<Content> content) {

    /**
     * The audio of an item; the sound itself isn't kept.
     *
     * @param transcript what was said; left out while it isn't known
     */
    public record Content(
            String type,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String transcript) {}

    /** An item whose text is known, or isn't (null). */
    public static Item of(String id, @Nullable String transcript) {
        return new Item(id, "message", "completed", "user", List.of(new Content("input_audio", transcript)));
    }
}

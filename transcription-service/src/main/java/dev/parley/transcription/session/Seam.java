package dev.parley.transcription.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins the items of a session's next upstream connection to those of the one before, so that a client sees one chain: the first
 * item follows the last one of before ({@code previous_item_id}), and an id that was there already gets a mark.
 *
 * <p>The first connection's events are left alone, and those of later ones too wherever nothing has to be joined. Belongs to its
 * session's event loop.
 */
final class Seam {

    /** Items whose ids are remembered; a session of hours has some thousands. */
    private static final int KEPT_IDS = 8192;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final @Nullable Seam before;
    private final int number;
    private final Set<String> ids = new LinkedHashSet<>();
    private @Nullable String first;
    private @Nullable String last;

    private Seam(@Nullable Seam before, int number) {
        this.before = before;
        this.number = number;
    }

    /** That of the first connection: nothing is joined. */
    static Seam none() {
        return new Seam(null, 1);
    }

    /** That of the connection after another. */
    static Seam after(Seam before) {
        return new Seam(before, before.number + 1);
    }

    /** An event for the client, as it came unless something in it has to be joined. */
    String pass(String json, UpstreamEvent event) {
        if (event.kind() == UpstreamEvent.Kind.COMMITTED) {
            remember(event.requiredItemId());
        }
        boolean untouched = before == null || !(event.namesPrevious() || isTaken(UpstreamEvent.itemOf(json)));
        return untouched ? json : join(json);
    }

    private void remember(String id) {
        if (ids.size() < KEPT_IDS) {
            ids.add(id);
        }
        if (first == null) {
            first = id;
        }
        last = id;
    }

    private String join(String json) {
        ObjectNode event;
        try {
            event = (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            // Its beginning could be read, the rest can't: the client may make of it what it can.
            return json;
        }
        JsonNode item = event.path("item");
        String id = event.path("item_id").asText(item.path("id").asText());
        boolean changed = mark(event, "item_id") | mark(event, "previous_item_id");
        if (item instanceof ObjectNode) {
            changed |= mark((ObjectNode) item, "id");
        }
        String previous = before == null ? null : before.lastId();
        if (previous != null
                && id.equals(first)
                && event.has("previous_item_id")
                && event.path("previous_item_id").isNull()) {
            event.put("previous_item_id", previous);
            changed = true;
        }
        return changed ? event.toString() : json;
    }

    private boolean mark(ObjectNode owner, String member) {
        String id = owner.path(member).textValue();
        if (!isTaken(id)) {
            return false;
        }
        owner.put(member, marked(id));
        return true;
    }

    private String marked(@Nullable String id) {
        return id + "." + number;
    }

    /** Whether an item of an earlier connection has this id. */
    private boolean isTaken(@Nullable String id) {
        for (Seam earlier = before; id != null && earlier != null; earlier = earlier.before) {
            if (earlier.ids.contains(id)) {
                return true;
            }
        }
        return false;
    }

    /** The last item until now, as the client knows it. */
    private @Nullable String lastId() {
        if (last == null) {
            return before == null ? null : before.lastId();
        }
        return isTaken(last) ? marked(last) : last;
    }
}

package dev.parley.offline.api;

import dev.parley.offline.event.Item;
import dev.parley.offline.protocol.Ids;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The items of a session: one for each turn, named when the turn begins, in the order of their commits.
 *
 * <p>The latest {@value #MOST_ITEMS} can be looked up. Confined to the session's event loop.
 */
final class Conversation {

    private static final int MOST_ITEMS = 256;

    private final Map<Integer, String> openTurns = new HashMap<>();
    private final Map<String, Item> items = new LinkedHashMap<>();
    private @Nullable String latest;

    /** The item of a turn that isn't completed. */
    String itemOf(int turn) {
        return openTurns.computeIfAbsent(turn, number -> Ids.item());
    }

    /** Adds the item of a turn; gives the one before it. */
    @Nullable
    String add(int turn) {
        String previous = latest;
        String id = itemOf(turn);
        latest = id;
        items.put(id, Item.of(id, null));
        if (items.size() > MOST_ITEMS) {
            items.remove(items.keySet().iterator().next());
        }
        return previous;
    }

    /** Ends a turn; its text, if there is one, is kept with its item. */
    String complete(int turn, @Nullable String transcript) {
        String id = itemOf(turn);
        openTurns.remove(turn);
        items.computeIfPresent(id, (key, item) -> Item.of(id, transcript));
        return id;
    }

    /** Says that nothing more is to come for a turn; its item, if it has one, stays. */
    void forget(int turn) {
        openTurns.remove(turn);
    }

    Optional<Item> find(String id) {
        return Optional.ofNullable(items.get(id));
    }

    /** Removes an item; false if there is none. */
    boolean remove(String id) {
        return items.remove(id) != null;
    }
}

package dev.parley.signaling.redis;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a script returned: a text, or a list of replies. Numbers are texts.
 *
 * @param text null for a list, and for nothing
 * @param items empty for a text
 */
public record Reply(@Nullable String text, List<Reply> items) {

    /** Nothing. */
    public static final Reply NOTHING = new Reply(null, List.of());

    /** A text or number. */
    public static Reply of(String text) {
        return new Reply(text, List.of());
    }

    /** A list. */
    public static Reply of(List<Reply> items) {
        return new Reply(null, List.copyOf(items));
    }

    /** The text of an item. */
    public String text(int index) {
        String text = items.get(index).text();
        return text == null ? "" : text;
    }

    /** The number that an item is. */
    public long number(int index) {
        return Long.parseLong(text(index));
    }

    /** The items of an item. */
    public List<Reply> list(int index) {
        return items.get(index).items();
    }

    /** The texts of all items. */
    public List<String> texts() {
        return items.stream()
                .map(item -> item.text() == null ? "" : item.text())
                .collect(Collectors.toList());
    }
}

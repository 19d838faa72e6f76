package dev.parley.signaling.log;

import dev.parley.signaling.protocol.Frame;
import dev.parley.signaling.protocol.Stamp;

/**
 * One message of a channel. Immutable.
 *
 * @param cursor where a reader that has this entry goes on
 * @param frame the message with its cursor, encoded once for all readers; its position ascends by one on this node
 * @param draft what was appended
 */
public record Entry(String cursor, Frame frame, Draft draft) {

    static Entry of(Cursor cursor, long position, Draft draft) {
        String text = cursor.toString();
        return new Entry(text, Frame.at(position, Stamp.cursor(text, draft.json())), draft);
    }
}

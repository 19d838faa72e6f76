package dev.parley.signaling.log;

import java.util.Optional;

/**
 * A place in a log: after the entry with this number. Opaque to clients.
 *
 * @param epoch the life of the log; another log, or one that lost its entries, has another
 * @param number of the entry, from 1; 0 is before the first
 */
record Cursor(String epoch, long number) {

    private static final char SEPARATOR = '.';

    /** Reads what a client sent; empty if no log ever wrote that. */
    static Optional<Cursor> parse(String text) {
        int separator = text.lastIndexOf(SEPARATOR);
        try {
            return separator < 1
                    ? Optional.empty()
                    : Optional.of(
                            new Cursor(text.substring(0, separator), Long.parseLong(text.substring(separator + 1))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return epoch + SEPARATOR + number;
    }
}

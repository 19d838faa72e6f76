package dev.parley.signaling.relay;

/**
 * What a message tells, so that a mailbox takes it once, though several nodes may post it.
 *
 * @param number of what is told, in the order in which it happened; 0 if it has none
 * @param upTo the entry up to which a snapshot tells all
 */
public record Told(Kind kind, long number, long upTo) {

    /** A message that every post of it adds. */
    public static final Told ALWAYS = new Told(Kind.ALWAYS, 0, 0);

    /** What kinds of messages there are. */
    public enum Kind {
        /** No mailbox looks at its number. */
        ALWAYS,
        /** A change; a mailbox that was told of this one or a later one leaves it out. */
        CHANGE,
        /** An entry of a log; a mailbox that was told of this one or a later one leaves it out. */
        ENTRY,
        /** A state that tells all entries up to one; left out like a change, if it has a number. */
        SNAPSHOT
    }

    /** A change. */
    public static Told change(long number) {
        return new Told(Kind.CHANGE, number, 0);
    }

    /** An entry of a log. */
    public static Told entry(long position) {
        return new Told(Kind.ENTRY, position, 0);
    }

    /** A state after a change, with all entries up to one. */
    public static Told snapshot(long change, long upTo) {
        return new Told(Kind.SNAPSHOT, change, upTo);
    }
}

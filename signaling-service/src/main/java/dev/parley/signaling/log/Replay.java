package dev.parley.signaling.log;

import java.util.List;

/**
 * A part of a channel, up to its end.
 *
 * @param gap whether entries after the asked cursor are missing, or the cursor isn't of this log
 * @param start the cursor before the first of {@code entries}; at the end of the log, if there are none
 * @param entries in order
 * @param end the position up to which {@code entries} has everything. Positions ascend over a channel; where several
 *     nodes share it, they are the same at all
 */
public record Replay(boolean gap, String start, List<Entry> entries, long end) {}

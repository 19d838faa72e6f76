package dev.parley.signaling.relay;

import dev.parley.signaling.protocol.PeerId;
import java.util.Set;

/**
 * What became of a {@link Post}.
 *
 * @param repeated whether it was posted before, and nothing was done now
 * @param lost receivers that were away and have now missed too much: their mailboxes are closed. Each is told once
 */
public record Posted(boolean repeated, Set<PeerId> lost) {}

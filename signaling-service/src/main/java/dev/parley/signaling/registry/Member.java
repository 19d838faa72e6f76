package dev.parley.signaling.registry;

import dev.parley.signaling.protocol.Peer;

/**
 * Somebody in a room.
 *
 * @param away whether their socket is lost and their place kept
 * @param isOurs whether their socket is at this node, or was the last time
 */
public record Member(Peer peer, boolean away, boolean isOurs) {}

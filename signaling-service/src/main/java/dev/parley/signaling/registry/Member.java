package dev.parley.signaling.registry;

import dev.parley.signaling.protocol.Peer;

/**
 * Somebody in a room.
 *
 * @param away whether their socket is lost and their place kept
 */
public record Member(Peer peer, boolean away) {}

package dev.parley.signaling.protocol;

/**
 * Somebody, as others see them.
 *
 * @param id who it is
 * @param name what they are called; not unique
 */
public record Peer(PeerId id, String name) {}

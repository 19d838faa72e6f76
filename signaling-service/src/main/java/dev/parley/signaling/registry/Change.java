package dev.parley.signaling.registry;

/**
 * A change of a room.
 *
 * @param number ascends over all changes, and is the same at all nodes
 * @param isOurs whether it was made at this node; each change is at one
 */
public record Change(long number, boolean isOurs) {}

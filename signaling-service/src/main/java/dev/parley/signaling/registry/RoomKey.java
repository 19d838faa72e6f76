package dev.parley.signaling.registry;

/** A room's name within its kind. */
public record RoomKey(RoomKind kind, String name) {}

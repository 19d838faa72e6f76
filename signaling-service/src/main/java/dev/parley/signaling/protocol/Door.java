package dev.parley.signaling.protocol;

import java.util.Locale;

/** The ways in; an identity belongs to one of them. */
public enum Door {
    /** Broadcast chat, {@code /ws/chat}. */
    CHAT,
    /** Rooms, {@code /ws/rooms}. */
    ROOMS;

    /** The door's name in tokens and metrics. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

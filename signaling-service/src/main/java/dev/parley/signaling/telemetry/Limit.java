package dev.parley.signaling.telemetry;

import java.util.Locale;

/** The limits that can be reached. */
public enum Limit {
    /** Messages a second of one socket. */
    SOCKET_MESSAGES,
    /** Messages a second of one address. */
    ADDRESS_MESSAGES,
    /** Sockets of one address. */
    ADDRESS_SOCKETS,
    /** Messages a second of this node. */
    NODE_MESSAGES,
    /** Sockets of this node. */
    NODE_SOCKETS,
    /** Bytes that wait in the outboxes of this node. */
    NODE_OUTBOXES,
    /** Rooms of this node. */
    NODE_ROOMS;

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.parley.signaling.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What every socket of both doors is allowed. */
@ConfigMapping(prefix = "parley.session")
public interface SessionConfig {

    /** How long a new socket may take for its {@code hello}. */
    @WithDefault("10S")
    Duration helloTimeout();

    /** Bytes of live frames that may wait for a slow receiver before it is closed with 4008. */
    @WithDefault("1048576")
    int outboxBytes();

    /** How long a receiver may take nothing, while something waits for it, before it is closed with 4008. */
    @WithDefault("10S")
    Duration outboxPatience();

    /** Sockets that one client address (IPv6: a /64) may have open at once on this node, both doors together. */
    @WithDefault("200")
    int socketsPerAddress();

    /** Messages a second that all sockets of one client address may send, both doors together; at once, three times that. */
    @WithDefault("300")
    int messagesPerAddress();

    /** Sockets that this node may have open; beyond, new ones are refused with 4013, and readiness is down. */
    @WithDefault("10000")
    int socketsPerNode();

    /** Bytes that may wait for all receivers of this node together; beyond, new sockets are refused with 4013. */
    @WithDefault("134217728")
    long outboxBytesPerNode();

    /** How long a socket may be silent before it is asked whether it is still there, by a ping; a stream gets a comment. */
    @WithDefault("20S")
    Duration pingInterval();

    /** How long the answer to a ping may take before the connection is given up. */
    @WithDefault("20S")
    Duration pingTimeout();

    /** When to ask whether the other end is still there. */
    default Pulse.Bounds pulse() {
        return new Pulse.Bounds(pingInterval(), pingTimeout());
    }

    /** The bounds of an outbox. */
    default Outbox.Bounds outbox() {
        return new Outbox.Bounds(outboxBytes(), outboxPatience());
    }
}

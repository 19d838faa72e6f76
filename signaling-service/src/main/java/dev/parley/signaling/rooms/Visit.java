package dev.parley.signaling.rooms;

import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;

/**
 * Somebody with an open mailbox, by one socket.
 *
 * @param generation of the mailbox's attachment
 */
record Visit(Peer self, long generation) {

    PeerId id() {
        return self.id();
    }
}

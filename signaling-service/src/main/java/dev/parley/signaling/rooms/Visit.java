package dev.parley.signaling.rooms;

import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;

/**
 * Somebody with an open mailbox, by one socket.
 *
 * @param generation of the mailbox's attachment
 * @param resumed whether it goes on with an earlier session
 */
record Visit(Peer self, long generation, boolean resumed) {

    PeerId id() {
        return self.id();
    }
}

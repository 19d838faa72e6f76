package dev.parley.signaling.rooms;

import dev.parley.signaling.protocol.ErrorCode;
import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.registry.Departure;
import dev.parley.signaling.registry.RoomKind;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What stands inside of room messages: a native image must be told of it, while it finds the messages by itself. */
@RegisterForReflection(
        targets = {
            Departure.class,
            ErrorCode.class,
            Peer.class,
            PeerId.class,
            RoomKind.class,
            RoomLimits.class,
            RoomServerMessage.Encoded.class,
            RoomServerMessage.OtherPeer.class,
            SessionDescription.class
        })
final class RoomReflection {

    private RoomReflection() {}
}

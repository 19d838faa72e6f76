package dev.parley.signaling.chat;

import dev.parley.signaling.protocol.ErrorCode;
import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What stands inside of chat messages: a native image must be told of it, while it finds the messages by itself. */
@RegisterForReflection(targets = {ChatLimits.class, ErrorCode.class, Peer.class, PeerId.class})
final class ChatReflection {

    private ChatReflection() {}
}

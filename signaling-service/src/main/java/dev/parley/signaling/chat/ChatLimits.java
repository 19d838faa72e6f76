package dev.parley.signaling.chat;

import dev.parley.signaling.protocol.Limits;
import dev.parley.signaling.session.SessionConfig;

/**
 * What the chat allows a client, as {@code welcome} tells it.
 *
 * @param nameCharacters of a name
 * @param idCharacters of the {@code id} of any message
 * @param textBytes of a text, in UTF-8
 * @param messagesPerSecond of a socket, in the long run
 * @param messagesBurst of a socket, at once
 * @param socketsPerAddress of a client address
 * @param messagesPerSecondOfAddress of all sockets of an address
 * @param messagesPerSecondOfNode of all sockets of the node
 * @param socketsOfNode that the node takes
 * @param outboxBytes that may wait for a receiver before it is closed
 * @param outboxPatienceSeconds that a receiver may take nothing
 * @param pingIntervalSeconds of silence after which a socket is pinged
 * @param pingTimeoutSeconds that the answer may take
 */
record ChatLimits(
        int nameCharacters,
        int idCharacters,
        int textBytes,
        int messagesPerSecond,
        int messagesBurst,
        int socketsPerAddress,
        int messagesPerSecondOfAddress,
        int messagesPerSecondOfNode,
        int socketsOfNode,
        int outboxBytes,
        long outboxPatienceSeconds,
        long pingIntervalSeconds,
        long pingTimeoutSeconds) {

    static ChatLimits of(ChatConfig config, SessionConfig session) {
        return new ChatLimits(
                Limits.NAME_CHARACTERS,
                Limits.ID_CHARACTERS,
                Limits.TEXT_BYTES,
                config.messagesPerSecond(),
                config.messagesBurst(),
                session.socketsPerAddress(),
                session.messagesPerAddress(),
                config.nodeMessagesPerSecond(),
                session.socketsPerNode(),
                session.outboxBytes(),
                session.outboxPatience().toSeconds(),
                session.pingInterval().toSeconds(),
                session.pingTimeout().toSeconds());
    }
}

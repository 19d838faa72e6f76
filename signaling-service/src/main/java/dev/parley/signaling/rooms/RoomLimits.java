package dev.parley.signaling.rooms;

import dev.parley.signaling.protocol.Limits;
import dev.parley.signaling.relay.Relay;
import dev.parley.signaling.session.SessionConfig;

/**
 * What rooms allow a client, as {@code welcome} tells it.
 *
 * @param nameCharacters of a name
 * @param idCharacters of the {@code id} of any message
 * @param textBytes of a text, in UTF-8
 * @param descriptionBytes of a description's {@code sdp}, in UTF-8
 * @param candidateBytes of a candidate, as JSON in UTF-8
 * @param roomCharacters of a room's name
 * @param capacityMin of a room
 * @param capacityMax of a room
 * @param messagesPerSecond of a socket, in the long run
 * @param messagesBurst of a socket, at once
 * @param keptMessages messages that are kept for a peer that is away
 * @param placeKeptSeconds how long the place of a peer that is away is kept
 * @param roomsOfNode that the node takes
 * @param socketsPerAddress of a client address
 * @param messagesPerSecondOfAddress of all sockets of an address
 * @param messagesPerSecondOfNode of all sockets of the node
 * @param socketsOfNode that the node takes
 * @param outboxBytes that may wait for a receiver before it is closed
 * @param outboxPatienceSeconds that a receiver may take nothing
 * @param pingIntervalSeconds of silence after which a socket is pinged
 * @param pingTimeoutSeconds that the answer may take
 */
record RoomLimits(
        int nameCharacters,
        int idCharacters,
        int textBytes,
        int descriptionBytes,
        int candidateBytes,
        int roomCharacters,
        int capacityMin,
        int capacityMax,
        int messagesPerSecond,
        int messagesBurst,
        int keptMessages,
        long placeKeptSeconds,
        int roomsOfNode,
        int socketsPerAddress,
        int messagesPerSecondOfAddress,
        int messagesPerSecondOfNode,
        int socketsOfNode,
        int outboxBytes,
        long outboxPatienceSeconds,
        long pingIntervalSeconds,
        long pingTimeoutSeconds) {

    static final int DESCRIPTION_BYTES = 60 * 1024;
    static final int CANDIDATE_BYTES = 4096;
    static final int ROOM_CHARACTERS = 64;
    static final int CAPACITY_MIN = 2;
    static final int CAPACITY_MAX = 8;

    static RoomLimits of(RoomConfig config, SessionConfig session) {
        return new RoomLimits(
                Limits.NAME_CHARACTERS,
                Limits.ID_CHARACTERS,
                Limits.TEXT_BYTES,
                DESCRIPTION_BYTES,
                CANDIDATE_BYTES,
                ROOM_CHARACTERS,
                CAPACITY_MIN,
                CAPACITY_MAX,
                config.messagesPerSecond(),
                config.messagesBurst(),
                Relay.KEPT,
                config.placeKept().toSeconds(),
                config.roomsPerNode(),
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

package dev.parley.signaling.chat;

import dev.parley.signaling.protocol.Limits;

/**
 * What the chat allows a client, as {@code welcome} tells it.
 *
 * @param nameCharacters of a name
 * @param idCharacters of the {@code id} of any message
 * @param textBytes of a text, in UTF-8
 * @param messagesPerSecond of a socket, in the long run
 * @param messagesBurst of a socket, at once
 */
record ChatLimits(int nameCharacters, int idCharacters, int textBytes, int messagesPerSecond, int messagesBurst) {

    static ChatLimits of(ChatConfig config) {
        return new ChatLimits(
                Limits.NAME_CHARACTERS,
                Limits.ID_CHARACTERS,
                Limits.TEXT_BYTES,
                config.messagesPerSecond(),
                config.messagesBurst());
    }
}

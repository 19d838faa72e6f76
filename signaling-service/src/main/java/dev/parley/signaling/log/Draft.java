package dev.parley.signaling.log;

import dev.parley.signaling.protocol.PeerId;

/**
 * What somebody wants to be appended.
 *
 * @param id the author's own name for it, unique in the channel
 * @param json the message as it will be read, a JSON object
 */
public record Draft(String id, PeerId author, Audience audience, String json) {}

package dev.parley.signaling.log;

import dev.parley.signaling.protocol.PeerId;

/**
 * What somebody wants to be appended.
 *
 * @param id the author's own name for it, unique in the channel
 * @param generation of the author's socket, which must be their newest; {@link #ANY} if that doesn't matter
 * @param json the message as it will be read, a JSON object
 */
public record Draft(String id, PeerId author, long generation, Audience audience, String json) {

    /** Says that the author's generation doesn't matter. */
    public static final long ANY = 0;

    /** A draft of any generation. */
    public Draft(String id, PeerId author, Audience audience, String json) {
        this(id, author, ANY, audience, json);
    }
}

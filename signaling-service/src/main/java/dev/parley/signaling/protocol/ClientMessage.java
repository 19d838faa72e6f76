package dev.parley.signaling.protocol;

import org.jspecify.annotations.Nullable;

/** A message of a client, whatever the door. */
public interface ClientMessage {

    /** What answers and errors echo as {@code ref}. */
    @Nullable
    String id();
}

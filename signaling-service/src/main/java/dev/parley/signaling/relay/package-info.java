/** Mailboxes that carry numbered messages to peers, and keep them while a socket is away. */
@NullMarked
package dev.parley.signaling.relay;

import org.jspecify.annotations.NullMarked;

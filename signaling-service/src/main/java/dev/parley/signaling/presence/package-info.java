/** Who is in the chat. */
@NullMarked
package dev.parley.signaling.presence;

import org.jspecify.annotations.NullMarked;

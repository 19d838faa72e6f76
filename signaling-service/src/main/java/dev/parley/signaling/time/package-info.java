/** Time and randomness as interfaces, so that the rest of the service runs under a simulated clock. */
@NullMarked
package dev.parley.signaling.time;

import org.jspecify.annotations.NullMarked;

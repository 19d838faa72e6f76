/** Messages in order, a log for each channel, with cursors to come back to. */
@NullMarked
package dev.parley.signaling.log;

import org.jspecify.annotations.NullMarked;

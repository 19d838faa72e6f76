/** Broadcast chat and rooms. */
@NullMarked
package dev.parley.signaling;

import org.jspecify.annotations.NullMarked;

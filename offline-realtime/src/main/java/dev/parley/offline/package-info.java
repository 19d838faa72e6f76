/** The Realtime transcription API, offline. */
@NullMarked
package dev.parley.offline;

import org.jspecify.annotations.NullMarked;

/** The events of a transcription session's WebSocket, as records. */
@NullMarked
package dev.parley.offline.event;

import org.jspecify.annotations.NullMarked;

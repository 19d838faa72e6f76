/** How this service reaches the Realtime API that does the transcribing: which one, with which credential, over which connection. */
@NullMarked
package dev.parley.transcription.upstream;

import org.jspecify.annotations.NullMarked;

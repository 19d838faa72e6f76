/** Ephemeral keys and the audio proxy. */
@NullMarked
package dev.parley.transcription;

import org.jspecify.annotations.NullMarked;

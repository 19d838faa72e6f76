/** Mints the ephemeral keys with which a browser reaches the Realtime API by itself. */
@NullMarked
package dev.parley.transcription.clientsecret;

import org.jspecify.annotations.NullMarked;

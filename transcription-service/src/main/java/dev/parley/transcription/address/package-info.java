/** Who a client is, as far as limits are concerned. */
@NullMarked
package dev.parley.transcription.address;

import org.jspecify.annotations.NullMarked;

/** Notices peers that are gone without having said so. */
@NullMarked
package dev.parley.transcription.liveness;

import org.jspecify.annotations.NullMarked;

/** Lines for the operator: one an event, with the same fields in text and in JSON. */
@NullMarked
package dev.parley.transcription.log;

import org.jspecify.annotations.NullMarked;

/** The one shape of a REST error: RFC 9457 problem details with Parley's error code. */
@NullMarked
package dev.parley.transcription.problem;

import org.jspecify.annotations.NullMarked;

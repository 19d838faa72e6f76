/** The service's own metrics, by name. */
@NullMarked
package dev.parley.signaling.telemetry;

import org.jspecify.annotations.NullMarked;

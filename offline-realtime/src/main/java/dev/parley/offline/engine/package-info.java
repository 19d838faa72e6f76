/** The speech engine's life in the service: loaded in the background, watched, measured. */
@NullMarked
package dev.parley.offline.engine;

import org.jspecify.annotations.NullMarked;

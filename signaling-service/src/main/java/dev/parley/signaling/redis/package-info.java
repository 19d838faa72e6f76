/** Redis as the shared state sees it: atomic scripts, and streams that are read as they grow. Pure; the client is elsewhere. */
@NullMarked
package dev.parley.signaling.redis;

import org.jspecify.annotations.NullMarked;

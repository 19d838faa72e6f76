/** The doors: the call that makes ephemeral keys, and the WebSocket with its sessions. */
@NullMarked
package dev.parley.offline.api;

import org.jspecify.annotations.NullMarked;

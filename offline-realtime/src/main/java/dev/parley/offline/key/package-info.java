/** Ephemeral keys: signed, so that any node can check them and none has to remember them. */
@NullMarked
package dev.parley.offline.key;

import org.jspecify.annotations.NullMarked;

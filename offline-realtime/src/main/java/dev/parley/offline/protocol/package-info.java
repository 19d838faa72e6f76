/** How requests are read and how errors look, wherever the protocol is spoken. */
@NullMarked
package dev.parley.offline.protocol;

import org.jspecify.annotations.NullMarked;

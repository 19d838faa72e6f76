/** What both doors share on the wire: peers, error and close codes, JSON, and encoded frames. */
@NullMarked
package dev.parley.signaling.protocol;

import org.jspecify.annotations.NullMarked;

/** Which STUN and TURN servers a browser should use. */
@NullMarked
package dev.parley.signaling.ice;

import org.jspecify.annotations.NullMarked;

/** Who is in which room. */
@NullMarked
package dev.parley.signaling.registry;

import org.jspecify.annotations.NullMarked;

/** The one switch between state in memory and state shared by several nodes. */
@NullMarked
package dev.parley.signaling.cluster;

import org.jspecify.annotations.NullMarked;

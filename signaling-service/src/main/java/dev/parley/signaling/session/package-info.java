/** One socket's life: its identity, its ordered and bounded writer, its limits, and how many are written to at once. */
@NullMarked
package dev.parley.signaling.session;

import org.jspecify.annotations.NullMarked;

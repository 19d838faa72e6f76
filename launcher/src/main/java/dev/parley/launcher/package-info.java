/** What {@code mvn -Pup} runs: it builds what is missing, starts the parts and the gateway, watches them, and stops them together. */
@NullMarked
package dev.parley.launcher;

import org.jspecify.annotations.NullMarked;

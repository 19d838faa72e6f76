/** Finds the modules that are older than their sources, and builds just those by calling Maven. */
@NullMarked
package dev.parley.launcher.build;

import org.jspecify.annotations.NullMarked;

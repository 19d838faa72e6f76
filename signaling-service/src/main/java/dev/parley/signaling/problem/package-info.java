/** Errors of the REST resources as problem documents. */
@NullMarked
package dev.parley.signaling.problem;

import org.jspecify.annotations.NullMarked;

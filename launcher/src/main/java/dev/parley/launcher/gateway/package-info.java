/** The local gateway: one origin for the page and for every part behind it. */
@NullMarked
package dev.parley.launcher.gateway;

import org.jspecify.annotations.NullMarked;

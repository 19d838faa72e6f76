/** The certificate that a local Parley makes for itself, so that other devices may reach it by https. */
@NullMarked
package dev.parley.launcher.tls;

import org.jspecify.annotations.NullMarked;

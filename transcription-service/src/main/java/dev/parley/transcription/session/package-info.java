/** The audio proxy: one browser socket, one upstream connection, one session between them. */
@NullMarked
package dev.parley.transcription.session;

import org.jspecify.annotations.NullMarked;

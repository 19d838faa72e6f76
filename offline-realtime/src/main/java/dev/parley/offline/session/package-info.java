/** What a client can configure of a transcription session, and the rules for it. */
@NullMarked
package dev.parley.offline.session;

import org.jspecify.annotations.NullMarked;

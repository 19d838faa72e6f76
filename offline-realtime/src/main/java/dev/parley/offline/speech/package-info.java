/**
 * The speech engine: a stream of PCM16 audio in, text out.
 *
 * <p>Pure Java on ONNX Runtime: it knows nothing of the protocol, of sockets or of the framework, and its parts can be tried alone.
 */
@NullMarked
package dev.parley.offline.speech;

import org.jspecify.annotations.NullMarked;

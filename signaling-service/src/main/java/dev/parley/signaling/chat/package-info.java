/** The broadcast chat at {@code /ws/chat}. */
@NullMarked
package dev.parley.signaling.chat;

import org.jspecify.annotations.NullMarked;

/** Rooms in which peers meet and negotiate WebRTC connections, at {@code /ws/rooms}. */
@NullMarked
package dev.parley.signaling.rooms;

import org.jspecify.annotations.NullMarked;

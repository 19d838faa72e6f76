package dev.parley.signaling.rooms;

import dev.parley.signaling.protocol.Checks;
import dev.parley.signaling.protocol.InvalidMember;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An SDP offer or answer, which is passed on unread.
 *
 * @param type {@code offer}, {@code answer}, {@code pranswer} or {@code rollback}
 * @param sdp missing in a rollback
 * @see <a href="https://www.w3.org/TR/webrtc/#rtcsessiondescription-class">WebRTC: RTCSessionDescription</a>
 */
record SessionDescription(String type, @Nullable String sdp) {

    private static final String ROLLBACK = "rollback";
    private static final Set<String> TYPES = Set.of("offer", "answer", "pranswer", ROLLBACK);

    SessionDescription {
        if (!TYPES.contains(Checks.required("type", type))) {
            throw new InvalidMember("A description is an offer, an answer, a pranswer or a rollback.");
        }
        if (sdp != null) {
            Checks.atMost("The description", sdp, RoomLimits.DESCRIPTION_BYTES);
        } else if (!type.equals(ROLLBACK)) {
            throw new InvalidMember("The description has no sdp.");
        }
    }
}

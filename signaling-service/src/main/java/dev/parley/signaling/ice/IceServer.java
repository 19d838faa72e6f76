package dev.parley.signaling.ice;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RTCIceServer.
 *
 * @see <a href="https://www.w3.org/TR/webrtc/#dom-rtciceserver">WebRTC: RTCIceServer</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record IceServer(
        List<String> urls,
        @Nullable String username,
        @Nullable String credential) {

    static IceServer stun(List<String> urls) {
        return new IceServer(urls, null, null);
    }

    @Override
    public String toString() {
        return "IceServer" + urls;
    }
}

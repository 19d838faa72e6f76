package dev.parley.launcher;

import java.util.Locale;

/** The parts of Parley that run as a process of their own, in the order of their ports. */
enum PartName {
    SIGNALING_SERVICE(1, "signaling-service"),
    TRANSCRIPTION_SERVICE(2, "transcription-service"),
    OFFLINE_REALTIME(3, "offline-realtime"),
    WEBRTC_DOOR(4, "offline-realtime/webrtc-door");

    private final int portOffset;
    private final String module;

    PartName(int portOffset, String module) {
        this.portOffset = portOffset;
        this.module = module;
    }

    int portOffset() {
        return portOffset;
    }

    /** The module's folder below the repository's root. */
    String module() {
        return module;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

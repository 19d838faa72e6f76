package dev.parley.transcription.session;

/** What a client can do wrong. The codes are OpenAI's where it has one for the case. */
enum ClientFault {
    INVALID_JSON("invalid_json", "The message is not JSON."),
    INVALID_EVENT("invalid_event", "An event is a JSON object with a type and the members that belong to it."),
    UNKNOWN_TYPE("invalid_value", "This door does not know an event of this type."),
    UNKNOWN_PARAMETER("unknown_parameter", "Only session.audio.input.transcription.language can be changed here."),
    UNSUPPORTED_LANGUAGE(
            "invalid_value", "This language is not offered; GET /api/transcription lists the ones that are."),
    INVALID_AUDIO("invalid_audio", "Audio has to be whole 16-bit samples: PCM16, little-endian, mono, 24 kHz."),
    INVALID_BASE64("invalid_audio", "The audio of an append event has to be Base64."),
    TOO_LARGE("too_large", "A frame may carry at most 2000 ms of audio."),
    RATE_LIMITED("rate_limited", "More turns wait to be committed than this door keeps."),
    FLOOD("rate_limited", "More events came than this door takes."),
    COMMIT_EMPTY(
            "input_audio_buffer_commit_empty", "There was too little audio to commit: a turn needs at least 100 ms."),
    OVERFLOW("overflow", "More audio came than could be passed on for 30 s, although a pause was asked for."),
    SLOW_RECEIVER("slow_receiver", "What was sent was left unread for too long."),
    ADDRESS_LIMIT("limit", "Too many connections come from this address."),
    NODE_FULL("node_full", "This server has as many sessions as it can serve. Try again in a moment.");

    private final String code;
    private final String message;

    ClientFault(String code, String message) {
        this.code = code;
        this.message = message;
    }

    String code() {
        return code;
    }

    String message() {
        return message;
    }
}

package dev.parley.offline.session;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.parley.offline.speech.DetectionSettings;
import java.util.List;

/** How the server finds the end of a turn by itself. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(TurnDetection.ServerVad.class), @JsonSubTypes.Type(TurnDetection.SemanticVad.class)})
public sealed interface TurnDetection {

    /** What it means for the speech engine. */
    DetectionSettings settings();

    /**
     * By silence.
     *
     * @param threshold probability, 0 to 1, from which on sound counts as speech
     * @param prefixPaddingMs audio before the detected start that belongs to the turn
     * @param silenceDurationMs how long it must be silent
     */
    @JsonTypeName("server_vad")
    record ServerVad(double threshold, int prefixPaddingMs, int silenceDurationMs) implements TurnDetection {

        /** What a session has that nobody configured. */
        public static final ServerVad DEFAULT = new ServerVad(0.5, 300, 200);

        @Override
        public DetectionSettings settings() {
            return new DetectionSettings(threshold, prefixPaddingMs, silenceDurationMs);
        }
    }

    /**
     * By what was said. This engine has no model for that: it waits for a silence, the longer the less eager it is to be.
     *
     * @param eagerness one of {@link #EAGERNESS}
     */
    @JsonTypeName("semantic_vad")
    record SemanticVad(String eagerness) implements TurnDetection {

        public static final String AUTO = "auto";
        public static final List<String> EAGERNESS = List.of("low", "medium", "high", AUTO);

        private static final int PADDING_MS = 300;

        @Override
        public DetectionSettings settings() {
            int silenceMillis =
                    switch (eagerness) {
                        case "low" -> 2_000;
                        case "high" -> 500;
                        default -> 1_000;
                    };
            return new DetectionSettings(0.5, PADDING_MS, silenceMillis);
        }
    }
}

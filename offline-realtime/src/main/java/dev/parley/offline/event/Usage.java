package dev.parley.offline.event;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/** What a transcript would have been charged by. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Usage {

    /** By the length of the audio. */
    @JsonTypeName("duration")
    record Duration(double seconds) implements Usage {

        /** Of so many milliseconds of audio. */
        public static Duration ofMillis(long millis) {
            return new Duration(millis / 1_000.0);
        }
    }

    /** By tokens. */
    @JsonTypeName("tokens")
    record Tokens(long totalTokens, long inputTokens, InputTokenDetails inputTokenDetails, long outputTokens)
            implements Usage {

        private static final long MILLIS_PER_AUDIO_TOKEN = 100;

        /** Of so many milliseconds of audio that became so many tokens of text. */
        public static Tokens of(long audioMillis, long textTokens) {
            long input = (audioMillis + MILLIS_PER_AUDIO_TOKEN - 1) / MILLIS_PER_AUDIO_TOKEN;
            return new Tokens(input + textTokens, input, new InputTokenDetails(0, input), textTokens);
        }
    }

    /** What the tokens that came in were. */
    record InputTokenDetails(long textTokens, long audioTokens) {}
}

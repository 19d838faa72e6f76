package dev.parley.offline.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON as the protocol writes it: names in snake case, nulls as nulls. Thread-safe. */
public final class ProtocolJson {

    /** The most audio that one event may carry, in bytes. */
    public static final int MOST_AUDIO_BYTES = 15 * 1024 * 1024;

    /** The longest string in an event: that audio in Base64, and some more, so that too much of it can be answered. */
    private static final int LONGEST_STRING = MOST_AUDIO_BYTES / 3 * 4 + 1024 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_STRING)
                            .maxNestingDepth(32)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private ProtocolJson() {}

    /** Writes a record of the protocol. */
    public static String write(Object message) {
        try {
            return MAPPER.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a message that can't be written: " + message.getClass(), e);
        }
    }

    /**
     * Reads what a client sent.
     *
     * @throws JsonProcessingException if it is no JSON
     */
    public static JsonNode read(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** The tree of a record of the protocol. */
    public static JsonNode tree(Object message) {
        return MAPPER.valueToTree(message);
    }
}

package dev.parley.signaling.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the messages of one door. Strict in types (a number is no text), deaf to unknown members. Thread-safe.
 *
 * @param <C> what clients send
 * @param <S> what the server sends
 */
public final class JsonCodec<C, S> {

    /** No message of ours nests deeper than five levels; a relayed ICE candidate or description not even that. */
    private static final int MAX_DEPTH = 16;

    private static final int MAX_NUMBER_LENGTH = 32;

    private static final JsonMapper MAPPER = mapper();

    private final ObjectReader reader;
    private final ObjectWriter writer;

    /** A codec of two sealed interfaces that name their types. */
    public JsonCodec(Class<C> clientMessages, Class<S> serverMessages) {
        this.reader = MAPPER.readerFor(clientMessages);
        this.writer = MAPPER.writerFor(serverMessages);
    }

    /** The JSON of a message of the server. */
    public String encode(S message) {
        try {
            return writer.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A message can't be encoded: " + message.getClass(), e);
        }
    }

    /** Reads a text frame of a client. */
    public Decoded<C> decode(String text) {
        try {
            C message = reader.readValue(text);
            return message == null ? bad(text, notAnObject()) : new Decoded.Good<>(message);
        } catch (JsonProcessingException e) {
            return bad(text, refusal(e));
        }
    }

    /** Reads a body that has no {@code type}, since its address says what it is. */
    public Decoded<C> decode(String type, String body) {
        try {
            if (MAPPER.readTree(body) instanceof ObjectNode tree) {
                return new Decoded.Good<>(reader.<C>readValue(tree.put("type", type)));
            }
            return bad(body, notAnObject());
        } catch (IOException e) {
            return bad(body, e instanceof JsonProcessingException json ? refusal(json) : notAnObject());
        }
    }

    private Decoded<C> bad(String text, Refusal refusal) {
        return new Decoded.Bad<>(refusal, idOf(text));
    }

    private static Refusal refusal(JsonProcessingException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidMember invalid) {
                return invalid.refusal();
            }
        }
        if (e instanceof InvalidTypeIdException) {
            return new Refusal(ErrorCode.INVALID_MESSAGE, "The type of the message is missing or unknown.");
        }
        return e instanceof JsonMappingException
                ? new Refusal(ErrorCode.INVALID_MESSAGE, "A member of the message is missing or has the wrong type.")
                : notAnObject();
    }

    private static Refusal notAnObject() {
        return new Refusal(ErrorCode.INVALID_MESSAGE, "The message is no JSON object.");
    }

    private static @Nullable String idOf(String text) {
        try {
            JsonNode id = MAPPER.readTree(text).path("id");
            return id.isTextual() && id.textValue().length() <= Limits.ID_CHARACTERS ? id.textValue() : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static JsonMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .build())
                .build();
        JsonMapper mapper = JsonMapper.builder(factory)
                .addModule(new JavaTimeModule())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        return mapper;
    }
}

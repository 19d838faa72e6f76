package dev.parley.offline.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The members of a JSON object that a client sent, with their path for the error that says which one is wrong. Immutable. */
public final class Members {

    private static final int LONGEST_QUOTE = 100;

    private final JsonNode object;
    private final String path;

    private Members(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /**
     * @param path of the object in the request; empty for the request itself
     * @throws InvalidRequestException if the value is no object
     */
    public static Members of(JsonNode value, String path) throws InvalidRequestException {
        if (!value.isObject()) {
            throw new InvalidRequestException(ApiError.wrongType(path, "an object"));
        }
        return new Members(value, path);
    }

    /** Makes sure that there are no members but these. */
    public Members only(String... known) throws InvalidRequestException {
        Set<String> names = Set.of(known);
        for (Iterator<String> it = object.fieldNames(); it.hasNext(); ) {
            String name = it.next();
            if (!names.contains(name)) {
                throw new InvalidRequestException(ApiError.unknown(pathOf(quoted(name))));
            }
        }
        return this;
    }

    /** Whether the member is there, null or not. */
    public boolean has(String name) {
        return object.has(name);
    }

    /** Whether the member is there and null. */
    public boolean isNull(String name) {
        return object.has(name) && object.get(name).isNull();
    }

    public String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** The member's value; nothing if it isn't there or null. */
    public Optional<JsonNode> value(String name) {
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
    }

    public Optional<Members> object(String name) throws InvalidRequestException {
        Optional<JsonNode> value = value(name);
        return value.isEmpty() ? Optional.empty() : Optional.of(of(value.get(), pathOf(name)));
    }

    public Optional<String> string(String name) throws InvalidRequestException {
        Optional<JsonNode> value = value(name);
        if (value.isPresent() && !value.get().isTextual()) {
            throw new InvalidRequestException(ApiError.wrongType(pathOf(name), "a string"));
        }
        return value.map(JsonNode::textValue);
    }

    public String requiredString(String name) throws InvalidRequestException {
        return string(name).orElseThrow(() -> new InvalidRequestException(ApiError.missing(pathOf(name))));
    }

    /** A string that is one of a few. */
    public Optional<String> oneOf(String name, List<String> supported) throws InvalidRequestException {
        Optional<String> value = string(name);
        if (value.isPresent() && !supported.contains(value.get())) {
            throw new InvalidRequestException(unsupported(pathOf(name), value.get(), supported));
        }
        return value;
    }

    public List<String> strings(String name) throws InvalidRequestException {
        JsonNode value = object.get(name);
        if (value == null || !value.isArray()) {
            throw new InvalidRequestException(ApiError.wrongType(pathOf(name), "an array of strings"));
        }
        List<String> strings = new ArrayList<>();
        for (JsonNode element : value) {
            if (!element.isTextual()) {
                throw new InvalidRequestException(ApiError.wrongType(pathOf(name), "an array of strings"));
            }
            strings.add(element.textValue());
        }
        return List.copyOf(strings);
    }

    public Optional<Integer> integer(String name, int lowest, int highest) throws InvalidRequestException {
        Optional<JsonNode> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!value.get().isIntegralNumber()) {
            throw new InvalidRequestException(ApiError.wrongType(pathOf(name), "an integer"));
        }
        if (!value.get().canConvertToInt() || value.get().intValue() > highest) {
            throw new InvalidRequestException(outOfRange(name, value.get(), "above maximum", "max", "<= " + highest));
        }
        if (value.get().intValue() < lowest) {
            throw new InvalidRequestException(outOfRange(name, value.get(), "below minimum", "min", ">= " + lowest));
        }
        return Optional.of(value.get().intValue());
    }

    public Optional<Double> fraction(String name) throws InvalidRequestException {
        Optional<JsonNode> value = value(name);
        if (value.isPresent()
                && !(value.get().isNumber()
                        && value.get().doubleValue() >= 0
                        && value.get().doubleValue() <= 1)) {
            throw new InvalidRequestException(ApiError.wrongType(pathOf(name), "a number from 0 to 1"));
        }
        return value.map(JsonNode::doubleValue);
    }

    public void requireBooleanOrNothing(String name) throws InvalidRequestException {
        Optional<JsonNode> value = value(name);
        if (value.isPresent() && !value.get().isBoolean()) {
            throw new InvalidRequestException(ApiError.wrongType(pathOf(name), "a boolean"));
        }
    }

    /** The error for a value that is none of a few. */
    public static ApiError unsupported(String param, String value, List<String> supported) {
        String choice = "'" + String.join("', '", supported) + "'";
        return ApiError.wrongValue(
                param, "Invalid value: '" + quoted(value) + "'. Supported values are: " + choice + ".");
    }

    private ApiError outOfRange(String name, JsonNode value, String how, String bound, String expected) {
        String param = pathOf(name);
        String message = "Invalid '" + param + "': integer " + how + " value. Expected a value " + expected
                + ", but got " + value + " instead.";
        return ApiError.invalid(
                "integer_" + how.substring(0, how.indexOf(' ')) + "_" + bound + "_value", param, message);
    }

    /** What a client sent, or its beginning: errors stay short. */
    private static String quoted(String sent) {
        return sent.length() <= LONGEST_QUOTE ? sent : sent.substring(0, LONGEST_QUOTE) + '…';
    }
}

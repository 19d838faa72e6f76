package dev.parley.signaling.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.Tuple.Tuple3;

/** What a client may send, by mistake or on purpose: the examples of a door with changes, and what is no JSON at all. */
public final class FuzzedMessages {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DROPPED = "";
    private static final int MAX_EDITS = 3;
    private static final int MAX_TEXT = 80;
    private static final int DEEP = 40;

    private FuzzedMessages() {}

    /** Texts for a door. */
    public static Arbitrary<String> of(String door) {
        Golden golden = new Golden(door);
        List<Map<String, String>> examples = golden.names().stream()
                .filter(name -> name.startsWith("client-"))
                .map(name -> members(golden.text(name)))
                .toList();
        Arbitrary<Map<String, String>> example = Arbitraries.of(examples);
        return Arbitraries.frequencyOf(
                Tuple.of(6, example.flatMap(FuzzedMessages::edited)),
                Tuple.of(2, example.map(FuzzedMessages::object).flatMap(FuzzedMessages::torn)),
                Tuple.of(1, values()),
                Tuple.of(1, Arbitraries.strings().all().ofMaxLength(MAX_TEXT)));
    }

    /** Members are changed, dropped or added. */
    private static Arbitrary<String> edited(Map<String, String> members) {
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.of(members.keySet()),
                Arbitraries.of("id", "type", "to", "__proto__", "@class"),
                Arbitraries.strings().all().ofMaxLength(3));
        Arbitrary<Tuple2<String, String>> edit = Combinators.combine(
                        names, Arbitraries.oneOf(Arbitraries.just(DROPPED), values()))
                .as(Tuple::of);
        return edit.list().ofMaxSize(MAX_EDITS).map(edits -> {
            Map<String, String> changed = new LinkedHashMap<>(members);
            edits.forEach(one -> changed.put(one.get1(), one.get2()));
            return object(changed);
        });
    }

    /** Some characters are cut out, others put in. */
    private static Arbitrary<String> torn(String text) {
        Arbitrary<Tuple3<Integer, Integer, String>> tear = Combinators.combine(
                        Arbitraries.integers().between(0, text.length()),
                        Arbitraries.integers().between(0, text.length()),
                        Arbitraries.strings().all().ofMaxLength(5))
                .as(Tuple::of);
        return tear.map(t -> text.substring(0, Math.min(t.get1(), t.get2()))
                + t.get3()
                + text.substring(Math.max(t.get1(), t.get2())));
    }

    /** Any JSON, as text. */
    private static Arbitrary<String> values() {
        return Arbitraries.lazyOf(
                () -> Arbitraries.of(
                        "null",
                        "true",
                        "-1",
                        "2.5",
                        "1e400",
                        "1e-999999999",
                        "9".repeat(500),
                        "\"\"",
                        "\"\\ud800\"",
                        "\"\\u0000\"",
                        "\"" + "x".repeat(5000) + "\"",
                        "[".repeat(DEEP) + "]".repeat(DEEP),
                        "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP)),
                () -> Arbitraries.strings().all().ofMaxLength(MAX_TEXT).map(FuzzedMessages::quoted),
                () -> Arbitraries.longs().map(String::valueOf),
                () -> values().list().ofMaxSize(MAX_EDITS).map(items -> '[' + String.join(",", items) + ']'),
                () -> Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(4), values())
                        .ofMaxSize(MAX_EDITS)
                        .map(FuzzedMessages::object));
    }

    private static Map<String, String> members(String example) {
        Map<String, String> members = new LinkedHashMap<>();
        Golden.parse(example)
                .fields()
                .forEachRemaining(
                        member -> members.put(member.getKey(), member.getValue().toString()));
        return members;
    }

    private static String object(Map<String, String> members) {
        return members.entrySet().stream()
                .filter(member -> !member.getValue().equals(DROPPED))
                .map(member -> quoted(member.getKey()) + ':' + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}

package dev.parley.offline.session;

import dev.parley.offline.protocol.InvalidRequestException;
import dev.parley.offline.protocol.Members;
import dev.parley.offline.session.TurnDetection.SemanticVad;
import dev.parley.offline.session.TurnDetection.ServerVad;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code turn_detection}. Members that only concern answers of a model are checked and then have no effect. */
final class TurnDetectionReader {

    private static final String SERVER_VAD = "server_vad";
    private static final String SEMANTIC_VAD = "semantic_vad";
    private static final int LONGEST_MS = 10_000;

    private TurnDetectionReader() {}

    static TurnDetection read(@Nullable TurnDetection base, Members members) throws InvalidRequestException {
        members.requiredString("type");
        String type = members.oneOf("type", List.of(SERVER_VAD, SEMANTIC_VAD)).orElseThrow();
        members.requireBooleanOrNothing("create_response");
        members.requireBooleanOrNothing("interrupt_response");
        return type.equals(SERVER_VAD) ? serverVad(base, members) : semanticVad(base, members);
    }

    private static ServerVad serverVad(@Nullable TurnDetection base, Members members) throws InvalidRequestException {
        members.only(
                "type",
                "threshold",
                "prefix_padding_ms",
                "silence_duration_ms",
                "create_response",
                "interrupt_response",
                "idle_timeout_ms");
        members.integer("idle_timeout_ms", 5_000, 30_000);
        ServerVad before = base instanceof ServerVad vad ? vad : ServerVad.DEFAULT;
        return new ServerVad(
                members.fraction("threshold").orElse(before.threshold()),
                members.integer("prefix_padding_ms", 0, LONGEST_MS).orElse(before.prefixPaddingMs()),
                members.integer("silence_duration_ms", 0, LONGEST_MS).orElse(before.silenceDurationMs()));
    }

    private static SemanticVad semanticVad(@Nullable TurnDetection base, Members members)
            throws InvalidRequestException {
        members.only("type", "eagerness", "create_response", "interrupt_response");
        String before = base instanceof SemanticVad vad ? vad.eagerness() : SemanticVad.AUTO;
        return new SemanticVad(members.oneOf("eagerness", SemanticVad.EAGERNESS).orElse(before));
    }
}

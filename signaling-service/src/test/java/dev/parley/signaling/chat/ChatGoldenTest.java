package dev.parley.signaling.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signaling.problem.Problem;
import dev.parley.signaling.protocol.Decoded;
import dev.parley.signaling.protocol.ErrorCode;
import dev.parley.signaling.protocol.JsonCodec;
import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.protocol.Refusal;
import dev.parley.signaling.testing.Golden;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChatGoldenTest {

    private static final Golden GOLDEN = new Golden("chat");
    private static final JsonCodec<ChatClientMessage, ChatServerMessage> CODEC =
            new JsonCodec<>(ChatClientMessage.class, ChatServerMessage.class);

    private static final String TOKEN = "v1.4f1c9a02.eyJkb29yIjoiY2hhdCJ9.0cHJ3bV9leGFtcGxlX3NpZ25hdHVyZQ";
    private static final String UUID = "8f1cbb0e-51a3-4f6c-9d2e-0c6c1f1f5b7a";
    private static final String CURSOR = "Jr4kW0aZ.1042";
    private static final String TEXT = "It does. Cut your network and see.";
    private static final Peer ADA = new Peer(new PeerId("k3v9q2m7x4t1b8wz"), "Ada");
    private static final Peer BOB = new Peer(new PeerId("p5n2c8r6d1h7j4fs"), "Bob");
    private static final Peer CY = new Peer(new PeerId("w9t4y1g6v3l8z2qa"), "Cy");
    private static final ChatLimits LIMITS =
            new ChatLimits(64, 64, 4096, 20, 60, 200, 300, 500, 10_000, 1024 * 1024, 10, 20, 20);

    private static final Map<String, ChatClientMessage> CLIENT = Map.of(
            "client-hello", new ChatClientMessage.Hello(null, "Ada", null, null),
            "client-hello-resume", new ChatClientMessage.Hello("h2", "Ada", TOKEN, CURSOR),
            "client-say", new ChatClientMessage.Say(UUID, TEXT));

    private static final Map<String, ChatServerMessage> SERVER = Map.ofEntries(
            Map.entry(
                    "server-welcome",
                    new ChatServerMessage.Welcome(
                            null, ADA.id(), "Ada", TOKEN, false, CURSOR, 2, List.of(ADA, BOB), LIMITS)),
            Map.entry(
                    "server-welcome-resumed",
                    new ChatServerMessage.Welcome("h2", ADA.id(), "Ada", TOKEN, true, CURSOR, 1, List.of(ADA), LIMITS)),
            Map.entry("server-gap", new ChatServerMessage.Gap()),
            Map.entry(
                    "server-said",
                    new ChatServerMessage.Said(
                            "Jr4kW0aZ.1043", UUID, ADA, TEXT, Instant.parse("2026-11-21T09:41:20.305Z"))),
            Map.entry("server-presence", new ChatServerMessage.Presence(3, List.of(CY), List.of())),
            Map.entry("server-presence-left", new ChatServerMessage.Presence(2, List.of(), List.of(CY.id()))),
            error(ErrorCode.DUPLICATE_ID, "Somebody else has used this id.", UUID),
            error(ErrorCode.INVALID_MESSAGE, "The message is no JSON object.", null),
            error(ErrorCode.TOO_LARGE, "The text is longer than 4096 bytes.", UUID),
            error(ErrorCode.RATE_LIMITED, "Too many messages at once. Wait a moment and send it again.", UUID),
            error(ErrorCode.UNAVAILABLE, "The message could not be stored. Send it again.", UUID),
            error(ErrorCode.TAKEN_OVER, "This identity goes on in another socket.", null),
            error(ErrorCode.LIMIT, "Too many sockets are open from this address.", null));

    /** Bodies of requests, with what they mean. */
    private static final Map<String, ChatClientMessage> REQUESTS = Map.of(
            "rest-session", new ChatClientMessage.Hello(null, "Ada", null, null),
            "rest-messages", new ChatClientMessage.Say(UUID, TEXT));

    private static final Map<String, Refusal> PROBLEMS = Stream.of(
                    ChatStreams.NO_TOKEN,
                    ChatResource.TOO_FAST,
                    new Refusal(ErrorCode.INVALID_MESSAGE, "The id of a message is a UUID."),
                    new Refusal(ErrorCode.DUPLICATE_ID, "Somebody else has used this id."),
                    new Refusal(ErrorCode.UNAVAILABLE, "This node stops. Come back: another one is there."))
            .collect(
                    Collectors.toMap(refusal -> "rest-problem-" + refusal.code().wireName(), refusal -> refusal));

    private static Map.Entry<String, ChatServerMessage> error(ErrorCode code, String message, String ref) {
        return Map.entry(
                "server-error-" + code.wireName(), new ChatServerMessage.Error(code, message, code.retryable(), ref));
    }

    static Stream<String> client() {
        return CLIENT.keySet().stream();
    }

    static Stream<String> server() {
        return SERVER.keySet().stream();
    }

    static Stream<String> requests() {
        return REQUESTS.keySet().stream();
    }

    static Stream<String> problems() {
        return PROBLEMS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestsAreReadAsDocumented(String name) {
        assertThat(CODEC.decode(name.equals("rest-session") ? "hello" : "say", GOLDEN.text(name)))
                .isEqualTo(new Decoded.Good<>(REQUESTS.get(name)));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void problemsAreWrittenAsDocumented(String name) {
        assertThat(Golden.valueToTree(Problem.of(PROBLEMS.get(name)))).isEqualTo(GOLDEN.tree(name));
    }

    @ParameterizedTest
    @MethodSource("client")
    void clientMessagesAreReadAsDocumented(String name) {
        assertThat(CODEC.decode(GOLDEN.text(name))).isEqualTo(new Decoded.Good<>(CLIENT.get(name)));
    }

    @ParameterizedTest
    @MethodSource("server")
    void serverMessagesAreWrittenAsDocumented(String name) {
        assertThat(Golden.parse(CODEC.encode(SERVER.get(name)))).isEqualTo(GOLDEN.tree(name));
    }

    @Test
    void everyExampleIsServed() {
        Set<String> served = new TreeSet<>(CLIENT.keySet());
        served.addAll(SERVER.keySet());
        served.addAll(REQUESTS.keySet());
        served.addAll(PROBLEMS.keySet());
        assertThat(GOLDEN.names()).isEqualTo(served);
    }
}

package dev.parley.signaling.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.parley.signaling.protocol.Decoded;
import dev.parley.signaling.protocol.ErrorCode;
import dev.parley.signaling.protocol.JsonCodec;
import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.registry.Departure;
import dev.parley.signaling.registry.RoomKind;
import dev.parley.signaling.testing.Golden;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoomGoldenTest {

    private static final Golden GOLDEN = new Golden("rooms");
    private static final JsonCodec<RoomClientMessage, RoomServerMessage> CODEC =
            new JsonCodec<>(RoomClientMessage.class, RoomServerMessage.class);

    /** Examples of the contract's calls by name, which this version doesn't serve. */
    private static final Set<String> NOT_SERVED = Set.of(
            "client-register",
            "client-find",
            "client-call",
            "client-accept",
            "client-decline",
            "client-cancel",
            "server-registered",
            "server-found",
            "server-calling",
            "server-incoming",
            "server-call_ended",
            "server-error-handle_taken",
            "server-error-handle_invalid",
            "server-error-handle_not_found",
            "server-error-call_not_found");

    private static final String TOKEN = "v1.4f1c9a02.eyJkb29yIjoicm9vbXMifQ.bW9yZV9leGFtcGxlX3NpZ25hdHVyZQ";
    private static final String UUID = "8f1cbb0e-51a3-4f6c-9d2e-0c6c1f1f5b7a";
    private static final String QUESTION = "Can you hear me?";
    private static final String CAPTION = "Ask not what your country can do for you.";
    private static final Instant AT = Instant.parse("2026-11-21T09:41:20.305Z");
    private static final Peer ADA = new Peer(new PeerId("k3v9q2m7x4t1b8wz"), "Ada");
    private static final Peer BOB = new Peer(new PeerId("p5n2c8r6d1h7j4fs"), "Bob");
    private static final Peer CY = new Peer(new PeerId("w9t4y1g6v3l8z2qa"), "Cy");
    private static final SessionDescription OFFER =
            new SessionDescription("offer", "v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
    private static final SessionDescription ANSWER =
            new SessionDescription("answer", "v=0\r\no=- 8123412341234123412 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
    private static final JsonNode CANDIDATE = GOLDEN.tree("client-candidate").get("candidate");
    private static final RoomLimits LIMITS = new RoomLimits(
            64,
            64,
            4096,
            61440,
            4096,
            64,
            2,
            8,
            50,
            300,
            64,
            15,
            10_000,
            200,
            300,
            5000,
            10_000,
            1024 * 1024,
            10,
            20,
            20);
    private static final RoomServerMessage.Caption FINAL_CAPTION =
            new RoomServerMessage.Caption(BOB, "item_01", CAPTION, true, AT);

    private static final Map<String, RoomClientMessage> CLIENT = Map.ofEntries(
            Map.entry("client-hello", new RoomClientMessage.Hello(null, "Ada", null, null)),
            Map.entry("client-hello-resume", new RoomClientMessage.Hello("h2", null, TOKEN, 17L)),
            Map.entry("client-join", new RoomClientMessage.Join("j1", RoomKind.CHAT, "my-room-123", null)),
            Map.entry("client-join-existing", new RoomClientMessage.Join("j1", RoomKind.VIDEO, "my-video-room", false)),
            Map.entry("client-create", new RoomClientMessage.Create("c1", RoomKind.VIDEO, null)),
            Map.entry("client-create-capacity", new RoomClientMessage.Create("c2", RoomKind.VIDEO, 4)),
            Map.entry("client-description-offer", new RoomClientMessage.Description("d1", BOB.id(), OFFER)),
            Map.entry("client-description-answer", new RoomClientMessage.Description("d2", null, ANSWER)),
            Map.entry("client-candidate", new RoomClientMessage.Candidate("k1", BOB.id(), CANDIDATE)),
            Map.entry("client-candidate-end", new RoomClientMessage.Candidate("k2", null, NullNode.getInstance())),
            Map.entry("client-message", new RoomClientMessage.Message(UUID, QUESTION)),
            Map.entry("client-caption", new RoomClientMessage.Caption(null, "item_01", "ask not", false)),
            Map.entry("client-caption-final", new RoomClientMessage.Caption("cp1", "item_01", CAPTION, true)),
            Map.entry("client-lookup", new RoomClientMessage.Lookup("l1", RoomKind.CHAT, "my-room-123")),
            Map.entry("client-lock", new RoomClientMessage.Lock("k9", true)),
            Map.entry("client-leave", new RoomClientMessage.Leave("b1")));

    private static final Map<String, RoomServerMessage> SERVER = Map.ofEntries(
            Map.entry("server-welcome", new RoomServerMessage.Welcome(null, ADA.id(), "Ada", TOKEN, false, LIMITS)),
            Map.entry(
                    "server-welcome-resumed",
                    new RoomServerMessage.Welcome("h2", ADA.id(), "Ada", TOKEN, true, LIMITS)),
            Map.entry(
                    "server-joined",
                    new RoomServerMessage.Joined(
                            "j1",
                            RoomKind.CHAT,
                            "my-room-123",
                            2,
                            false,
                            List.of(new RoomServerMessage.OtherPeer(BOB.id(), "Bob", false)),
                            List.of(
                                    encoded(new RoomServerMessage.Message(UUID, BOB, QUESTION, AT)),
                                    encoded(FINAL_CAPTION)))),
            Map.entry(
                    "server-joined-alone",
                    new RoomServerMessage.Joined("j1", RoomKind.CHAT, "my-room-123", 2, false, List.of(), List.of())),
            Map.entry(
                    "server-joined-resumed",
                    new RoomServerMessage.Joined(
                            null,
                            RoomKind.VIDEO,
                            "my-video-room",
                            4,
                            true,
                            List.of(
                                    new RoomServerMessage.OtherPeer(BOB.id(), "Bob", true),
                                    new RoomServerMessage.OtherPeer(CY.id(), "Cy", false)),
                            List.of())),
            Map.entry("server-peer_joined", new RoomServerMessage.PeerJoined(BOB)),
            Map.entry("server-description", new RoomServerMessage.Description(BOB.id(), OFFER)),
            Map.entry("server-candidate", new RoomServerMessage.Candidate(BOB.id(), CANDIDATE)),
            Map.entry("server-candidate-end", new RoomServerMessage.Candidate(BOB.id(), NullNode.getInstance())),
            Map.entry("server-message", new RoomServerMessage.Message(UUID, ADA, QUESTION, AT)),
            Map.entry("server-caption", new RoomServerMessage.Caption(BOB, "item_01", "ask not", false, AT)),
            Map.entry("server-caption-final", FINAL_CAPTION),
            Map.entry(
                    "server-room",
                    new RoomServerMessage.RoomFound("l1", RoomKind.CHAT, "my-room-123", true, 1, 2, false)),
            Map.entry(
                    "server-room-none",
                    new RoomServerMessage.RoomFound("l1", RoomKind.CHAT, "nobody-here", false, 0, 0, false)),
            Map.entry("server-locked", new RoomServerMessage.Locked(true, ADA.id())),
            Map.entry("server-ack", new RoomServerMessage.Ack("d1")),
            Map.entry("server-peer_away", new RoomServerMessage.PeerAway(BOB)),
            Map.entry("server-peer_back", new RoomServerMessage.PeerBack(BOB)),
            Map.entry("server-peer_left", new RoomServerMessage.PeerLeft(BOB, Departure.LEFT)),
            Map.entry("server-peer_left-lost", new RoomServerMessage.PeerLeft(BOB, Departure.LOST)),
            error(ErrorCode.INVALID_MESSAGE, "The message is no JSON object.", null),
            error(ErrorCode.TOO_LARGE, "The description is longer than 61440 bytes.", UUID),
            error(ErrorCode.RATE_LIMITED, "Too many messages at once. Wait a moment and send it again.", UUID),
            error(ErrorCode.UNAVAILABLE, "The message could not be passed on. Send it again.", UUID),
            error(ErrorCode.TAKEN_OVER, "This identity goes on in another socket.", null),
            error(ErrorCode.LIMIT, "Too many sockets are open from this address.", null),
            error(ErrorCode.ROOM_FULL, "The room is full.", "j1"),
            error(ErrorCode.ROOM_NOT_FOUND, "There is no such room.", "j1"),
            error(ErrorCode.ROOM_LOCKED, "The room is locked: it takes nobody new.", "j1"),
            error(ErrorCode.NOT_IN_ROOM, "Join a room first.", "d1"),
            error(ErrorCode.PEER_NOT_FOUND, "There is no such peer in this room.", "d1"));

    private static Map.Entry<String, RoomServerMessage> error(ErrorCode code, String message, String ref) {
        return Map.entry(
                "server-error-" + code.wireName(), new RoomServerMessage.Error(code, message, code.retryable(), ref));
    }

    private static RoomServerMessage.Encoded encoded(RoomServerMessage message) {
        return new RoomServerMessage.Encoded(CODEC.encode(message));
    }

    static Stream<String> client() {
        return CLIENT.keySet().stream();
    }

    static Stream<String> server() {
        return SERVER.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("client")
    void clientMessagesAreReadAsDocumented(String name) {
        assertThat(CODEC.decode(GOLDEN.text(name))).isEqualTo(new Decoded.Good<>(CLIENT.get(name)));
    }

    @ParameterizedTest
    @MethodSource("server")
    void serverMessagesAreWrittenAsDocumented(String name) {
        assertThat(Golden.parse(CODEC.encode(SERVER.get(name)))).isEqualTo(GOLDEN.withoutSeq(name));
    }

    @Test
    void everyExampleIsServedOrNamed() {
        Set<String> known = new TreeSet<>(NOT_SERVED);
        known.addAll(CLIENT.keySet());
        known.addAll(SERVER.keySet());
        assertThat(GOLDEN.names()).isEqualTo(known);
    }
}

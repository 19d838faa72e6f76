package dev.parley.signaling.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.signaling.testing.SocketClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Garbage, on both doors: the documented answer, and nobody else notices. */
@QuarkusTest
class BadInputTest {

    private static final String DEEP = "[".repeat(1000);

    @TestHTTPResource("/")
    URI server;

    /** After a hello: the socket stays open, and answers. Single quotes stand for double ones. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/ws/chat  | nonsense                                        | invalid_message |",
                "/ws/chat  | {'type':'say','id':'x'                          | invalid_message |",
                "/ws/chat  | []                                              | invalid_message |",
                "/ws/chat  | null                                            | invalid_message |",
                "/ws/chat  | {} {}                                           | invalid_message |",
                "/ws/chat  | {'id':'r'}                                      | invalid_message | r",
                "/ws/chat  | {'type':'unknown','id':'r'}                     | invalid_message | r",
                "/ws/chat  | {'type':7,'id':'r'}                             | invalid_message | r",
                "/ws/chat  | {'type':'hello','id':'r'}                       | invalid_message | r",
                "/ws/chat  | {'type':'say','text':'no id'}                   | invalid_message |",
                "/ws/chat  | {'type':'say','id':'r','text':'no uuid'}        | invalid_message | r",
                "/ws/chat  | {'type':'say','id':'8f1cbb0e-51a3-4f6c-9d2e-0c6c1f1f5b7a'}             | invalid_message | 8f1cbb0e-51a3-4f6c-9d2e-0c6c1f1f5b7a",
                "/ws/chat  | {'type':'say','id':'8f1cbb0e-51a3-4f6c-9d2e-0c6c1f1f5b7a','text':7}    | invalid_message | 8f1cbb0e-51a3-4f6c-9d2e-0c6c1f1f5b7a",
                "/ws/chat  | {'type':'say','id':'8f1cbb0e-51a3-4f6c-9d2e-0c6c1f1f5b7a','text':' '}  | invalid_message | 8f1cbb0e-51a3-4f6c-9d2e-0c6c1f1f5b7a",
                "/ws/chat  | {'type':'say','id':'8f1cbb0e-51a3-4f6c-9d2e-0c6c1f1f5b7a','text':'\\ud800'} | invalid_message | 8f1cbb0e-51a3-4f6c-9d2e-0c6c1f1f5b7a",
                "/ws/rooms | nonsense                                        | invalid_message |",
                "/ws/rooms | {'type':'join','id':'r','kind':'chat'}          | invalid_message | r",
                "/ws/rooms | {'type':'join','id':'r','kind':'tea','room':'x'} | invalid_message | r",
                "/ws/rooms | {'type':'join','id':'r','kind':0,'room':'x'}    | invalid_message | r",
                "/ws/rooms | {'type':'join','id':'r','kind':'chat','room':' '} | invalid_message | r",
                "/ws/rooms | {'type':'join','id':'r','kind':'chat','room':'x','create':'yes'} | invalid_message | r",
                "/ws/rooms | {'type':'create','id':'r','kind':'chat','capacity':1} | invalid_message | r",
                "/ws/rooms | {'type':'create','id':'r','kind':'chat','capacity':9} | invalid_message | r",
                "/ws/rooms | {'type':'create','id':'r','kind':'chat','capacity':2.5} | invalid_message | r",
                "/ws/rooms | {'type':'description','id':'r'}                 | invalid_message | r",
                "/ws/rooms | {'type':'description','id':'r','description':{'type':'offer'}} | invalid_message | r",
                "/ws/rooms | {'type':'description','id':'r','description':{'type':'x','sdp':''}} | invalid_message | r",
                "/ws/rooms | {'type':'candidate','id':'r','candidate':'text'} | invalid_message | r",
                "/ws/rooms | {'type':'message','text':'no id'}               | invalid_message |",
                "/ws/rooms | {'type':'caption','id':'r','item':'i','text':'x'} | invalid_message | r",
                "/ws/rooms | {'type':'lock','id':'r'}                        | invalid_message | r",
                "/ws/rooms | {'type':'register','id':'r','handle':'ada'}     | invalid_message | r",
                "/ws/rooms | {'type':'description','id':'r','description':{'type':'offer','sdp':''}} | not_in_room | r",
                "/ws/rooms | {'type':'lock','id':'r','locked':true}          | not_in_room | r",
            })
    void badMessagesAreAnsweredAndTheSocketStays(String path, String frame, String code, String ref) {
        try (SocketClient client = SocketClient.hello(server.resolve(path), "Bad")) {
            client.sendText(frame.replace('\'', '"'));

            JsonNode error = client.awaitError(code);
            assertThat(error.path("ref").asText(null)).isEqualTo(ref);
            assertThat(error.path("message").asText()).isNotBlank();
            assertStillServed(client);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws/chat", "/ws/rooms"})
    void tooLargeMessagesAreAnswered(String path) {
        try (SocketClient client = SocketClient.hello(server.resolve(path), "Large")) {
            client.sendText("{\"type\":\"x\",\"text\":\"" + "x".repeat(200 * 1024) + "\"}");
            client.awaitError("too_large");
            client.sendText(DEEP);
            client.awaitError("invalid_message");
            assertStillServed(client);
        }
    }

    @Test
    void textIsMeasuredInBytes() {
        try (SocketClient client = SocketClient.hello(server.resolve("/ws/chat"), "Large")) {
            client.send("say", "id", "8f1cbb0e-51a3-4f6c-9d2e-0c6c1f1f5b7b", "text", "ü".repeat(2049));
            assertThat(client.awaitError("too_large").path("ref").asText())
                    .isEqualTo("8f1cbb0e-51a3-4f6c-9d2e-0c6c1f1f5b7b");
            client.send("say", "id", "8f1cbb0e-51a3-4f6c-9d2e-0c6c1f1f5b7c", "text", "ü".repeat(2048));
            client.await("said");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws/chat", "/ws/rooms"})
    void aMessageBeyondTheFrameworksLimitEndsTheConnection(String path) {
        try (SocketClient client = SocketClient.hello(server.resolve(path), "Huge")) {
            client.sendText("x".repeat(300 * 1024));
            assertThat(client.awaitClose()).isIn(1006, 1009);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws/chat", "/ws/rooms"})
    void binaryFramesEndTheConversation(String path) {
        try (SocketClient client = SocketClient.hello(server.resolve(path), "Binary")) {
            client.sendBinary(new byte[] {1, 2, 3});
            client.awaitError("invalid_message");
            assertThat(client.awaitClose()).isEqualTo(4501);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/ws/chat  | {'type':'say','id':'8f1cbb0e-51a3-4f6c-9d2e-0c6c1f1f5b7a','text':'hi'}",
                "/ws/rooms | {'type':'leave'}"
            })
    void aConversationBeginsWithHello(String path, String frame) {
        try (SocketClient client = SocketClient.connect(server.resolve(path))) {
            client.sendText(frame.replace('\'', '"'));
            client.awaitError("invalid_message");
            assertThat(client.awaitClose()).isEqualTo(4501);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "'   '", "'a\\u0000b'", "7"})
    void aHelloWithABadNameMayBeRepeated(String name) {
        try (SocketClient client = SocketClient.connect(server.resolve("/ws/chat"))) {
            client.sendText(("{'type':'hello','name':" + name + "}").replace('\'', '"'));
            client.awaitError("invalid_message");
            client.send("hello", "name", "x".repeat(65));
            client.awaitError("invalid_message");
            client.send("hello", "name", " 👋".repeat(1) + "y".repeat(63) + " ");
            assertThat(client.await("welcome").path("name").asText()).startsWith("👋y");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws/chat", "/ws/rooms"})
    void aForeignOriginIsRefused(String path) {
        assertThatThrownBy(() -> SocketClient.connect(server.resolve(path), "Origin", "https://evil.example"))
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .cause()
                .satisfies(refusal -> assertThat(((WebSocketHandshakeException) refusal)
                                .getResponse()
                                .statusCode())
                        .isEqualTo(403));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws/chat", "/ws/rooms"})
    void theOwnOriginPasses(String path) {
        String own = "http://" + server.getHost() + ":" + server.getPort();
        try (SocketClient client = SocketClient.connect(server.resolve(path), "Origin", own)) {
            client.send("hello").await("welcome");
        }
    }

    @Test
    void behindTlsTheForwardedSchemeCounts() {
        try (SocketClient client = SocketClient.connect(
                server.resolve("/ws/chat"),
                "Origin",
                "https://parley.example",
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-Host",
                "parley.example")) {
            client.send("hello").await("welcome");
        }
    }

    private static void assertStillServed(SocketClient client) {
        client.sendText("{\"type\":\"unknown\",\"id\":\"still there\"}");
        JsonNode error = client.awaitError("invalid_message");
        while (!error.path("ref").asText().equals("still there")) {
            error = client.awaitError("invalid_message");
        }
    }
}

package dev.parley.launcher.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeTunnelTest {

    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client = vertx.createWebSocketClient(
            new WebSocketClientOptions().setMaxFrameSize(1 << 20).setMaxMessageSize(1 << 20));

    @TempDir
    Path page;

    private EchoPart part;
    private FreePort port;
    private Gateway gateway;

    @BeforeEach
    void open() throws IOException {
        part = EchoPart.open("signaling");
        port = FreePort.find();
        gateway = Gateway.open(new GatewayConfig(
                "127.0.0.1",
                port.number(),
                null,
                page,
                List.of(
                        part.route("/ws/chat"),
                        new Route("/ws/away", "away", SocketAddress.inetSocketAddress(1, "127.0.0.1"))),
                List.of(),
                Set.of()));
    }

    @AfterEach
    void close() {
        // The part first: a client whose writes are held up would wait for them before it closes.
        part.close();
        gateway.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void carriesTextAndBinaryBothWays() throws Exception {
        var socket = connect("/ws/chat");
        var received = received(socket);

        socket.writeTextMessage("hello");
        socket.writeBinaryMessage(Buffer.buffer(new byte[200_000]));

        assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("hello");
        assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("200000 bytes");
    }

    @Test
    void passesOriginHostAndSubprotocol() throws Exception {
        var socket = connect(new WebSocketConnectOptions()
                .setURI("/ws/chat?a=b")
                .addSubProtocol("realtime")
                .addSubProtocol("key.abc")
                .putHeader("Origin", "http://localhost:" + port.number())
                .putHeader("X-Forwarded-For", "8.8.8.8"));
        var inner = accepted();

        assertThat(socket.subProtocol()).isEqualTo("realtime");
        assertThat(inner.query()).isEqualTo("a=b");
        assertThat(inner.headers().get("Origin")).isEqualTo("http://localhost:" + port.number());
        assertThat(inner.headers().get("Host")).isEqualTo("localhost:" + port.number());
        assertThat(inner.headers().getAll("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(inner.headers().get("Sec-WebSocket-Protocol")).contains("realtime", "key.abc");
    }

    @Test
    void passesTheCloseCodeOfEitherSide() throws Exception {
        var closedByPart = connect("/ws/chat");
        var code = new AtomicReference<Short>();
        closedByPart.closeHandler(closed -> code.set(closedByPart.closeStatusCode()));
        accepted().close((short) 4008, "slow");
        await().untilAsserted(() -> assertThat(code.get()).isEqualTo((short) 4008));

        var closedByClient = connect("/ws/chat");
        var inner = accepted();
        closedByClient.close((short) 4001, "bye");
        await().untilAsserted(() -> assertThat(inner.closeStatusCode()).isEqualTo((short) 4001));
    }

    @Test
    void refusesAsThePartDoes() {
        assertThatThrownBy(() -> connect("/ws/chat?refuse"))
                .rootCause()
                .isInstanceOfSatisfying(UpgradeRejectedException.class, refused -> assertThat(refused.getStatus())
                        .isEqualTo(403));
    }

    @Test
    void saysThatThePartIsAway() {
        assertThatThrownBy(() -> connect("/ws/away"))
                .rootCause()
                .isInstanceOfSatisfying(UpgradeRejectedException.class, refused -> assertThat(refused.getStatus())
                        .isEqualTo(503));
    }

    @Test
    void takesNoMoreThanThePartReads() throws Exception {
        var socket = connect("/ws/chat?silent");
        accepted();

        assertThatThrownBy(() -> {
                    for (var message = 0; message < 256; message++) {
                        socket.writeBinaryMessage(Buffer.buffer(new byte[1 << 19]))
                                .toCompletionStage()
                                .toCompletableFuture()
                                .get(2, TimeUnit.SECONDS);
                    }
                })
                .as("a write that waits for the reader, long before everything is buffered on the way")
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void endsOneSideWithTheOther() throws Exception {
        var socket = connect("/ws/chat");
        var inner = accepted();
        var ended = new AtomicReference<>(false);
        inner.endHandler(end -> ended.set(true));
        inner.closeHandler(closed -> ended.set(true));

        client.close();
        assertThat(socket).isNotNull();

        await().untilAsserted(() -> assertThat(ended.get()).isTrue());
    }

    private WebSocket connect(String path) throws Exception {
        return connect(new WebSocketConnectOptions().setURI(path));
    }

    private WebSocket connect(WebSocketConnectOptions options) throws Exception {
        return client.connect(options.setHost("localhost").setPort(port.number()))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private ServerWebSocket accepted() throws InterruptedException {
        return part.sockets().poll(10, TimeUnit.SECONDS);
    }

    private static BlockingQueue<String> received(WebSocket socket) {
        var received = new LinkedBlockingQueue<String>();
        socket.textMessageHandler(received::add);
        socket.binaryMessageHandler(bytes -> received.add(bytes.length() + " bytes"));
        return received;
    }
}

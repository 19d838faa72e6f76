package dev.parley.transcription.testing;

import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * An upstream that fails as {@code docs/protocol/upstream-failures.json} says, so many connections long, and is well from then on.
 * It ends with Vert.x.
 */
public final class FailingUpstream {

    private static final String STANDARD_KEY = "sk-marked-in-the-clear";
    private static final String STORE_PASSWORD = "certificate";
    private static final String FAILED =
            "{\"type\":\"conversation.item.input_audio_transcription.failed\",\"item_id\":\"item_0\",\"error\":{\"message\":\"%s\"}}";

    private final Vertx vertx;
    private final JsonObject how;

    /** @param how the member {@code do} of a row */
    public FailingUpstream(Vertx vertx, JsonObject how) {
        this.vertx = vertx;
        this.how = how;
    }

    /** The credential that has to stay secret; upstreams quote such things. */
    public static String key() {
        return STANDARD_KEY;
    }

    /** A name server that knows no name. */
    public static int nameServer(Vertx vertx) throws Exception {
        DatagramSocket socket = vertx.createDatagramSocket();
        socket.handler(question -> socket.send(
                question.data().copy().setByte(2, (byte) 0x81).setByte(3, (byte) 0x83),
                question.sender().port(),
                question.sender().host()));
        return socket.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .localAddress()
                .port();
    }

    /** Fails so many connections when they are made; gives its base URL. */
    public String atConnect(int connections) throws Exception {
        if (how.containsKey("address")) {
            return address();
        }
        StandInUpstream upstream = new StandInUpstream(vertx);
        upstream.failFirst(connections, this::refuse);
        return upstream.baseUrl().toString();
    }

    /** Fails at the first commit; gives its base URL. */
    public String inSession() throws Exception {
        if (how.containsKey("address")) {
            return address();
        }
        StandInUpstream upstream = new StandInUpstream(vertx);
        upstream.atCommit(this::fail);
        return upstream.baseUrl().toString();
    }

    private String address() throws Exception {
        return switch (how.getString("address")) {
            case "unknown" -> "http://nowhere.invalid/v1";
            case "refused" -> "http://127.0.0.1:" + closedPort() + "/v1";
            case "plain" ->
                "https://127.0.0.1:" + new StandInUpstream(vertx).baseUrl().getPort() + "/v1";
            case "untrusted" -> "https://localhost:" + untrustedPort() + "/v1";
            case "silent" -> raw(RawUpstream.Fault.SILENT);
            case "mute" -> raw(RawUpstream.Fault.MUTE);
            case "cut" -> raw(RawUpstream.Fault.CUT);
            default -> throw new AssertionError(how);
        };
    }

    private String raw(RawUpstream.Fault fault) throws Exception {
        return "http://127.0.0.1:" + new RawUpstream(vertx, fault).port() + "/v1";
    }

    private int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** With a certificate that nobody has signed but itself. */
    private int untrustedPort() throws Exception {
        Path store = Files.createTempDirectory("certificate").resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "localhost",
                        "-dname",
                        "CN=localhost",
                        "-validity",
                        "1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        STORE_PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
        return vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PfxOptions().setPath(store.toString()).setPassword(STORE_PASSWORD)))
                .requestHandler(request -> request.response().end())
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    private void refuse(HttpServerRequest request) {
        if (how.containsKey("status")) {
            if (how.containsKey("retry_after")) {
                request.response().putHeader("Retry-After", how.getString("retry_after"));
            }
            request.response().setStatusCode(how.getInteger("status")).end(request.getHeader("Authorization"));
        } else {
            request.toWebSocket().onSuccess(this::refuse);
        }
    }

    private void refuse(ServerWebSocket socket) {
        if (how.containsKey("event")) {
            socket.writeTextMessage(how.getJsonObject("event").encode());
        }
        if (how.containsKey("close")) {
            socket.close(how.getInteger("close").shortValue(), "reason quoting " + STANDARD_KEY);
        }
    }

    /** Returns whether the session goes on with the turn as if nothing had happened. */
    private boolean fail(StandInSession session) {
        if (how.containsKey("event")) {
            session.send(how.getJsonObject("event").encode());
        }
        if (how.containsKey("text")) {
            session.send(how.getString("text"));
        }
        if (how.containsKey("failed")) {
            session.send(FAILED.formatted(how.getString("failed")));
        }
        if (how.containsKey("bytes")) {
            session.send("{\"type\":\"" + "x".repeat(how.getInteger("bytes")) + "\"}");
        }
        if (how.containsKey("close")) {
            session.close(how.getInteger("close"), "reason quoting " + STANDARD_KEY);
        }
        return how.containsKey("text") || (how.containsKey("event") && !how.containsKey("close"));
    }
}

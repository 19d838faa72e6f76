package dev.parley.transcription;

import static dev.parley.transcription.testing.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.transcription.testing.SocketClient;
import dev.parley.transcription.testing.StandInUpstream;
import dev.parley.transcription.testing.StandInUpstream.Mood;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SIGTERM to the packaged service: nobody new, the last turns are finished, and the process is gone in the stated time. */
class DrainIT {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final String COMPLETED = "conversation.item.input_audio_transcription.completed";

    /** {@code PARLEY_SESSION_FINISH} and two seconds for the closes, with much room for a busy machine. */
    private static final Duration STATED = Duration.ofSeconds(5).multipliedBy(3);

    private StandInUpstream upstream;
    private Process service;
    private int port;
    private int management;

    @BeforeEach
    void start() throws Exception {
        upstream = new StandInUpstream();
        port = freePort();
        management = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString());
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_HOST",
                        "127.0.0.1",
                        "QUARKUS_HTTP_PORT",
                        String.valueOf(port),
                        "QUARKUS_MANAGEMENT_HOST",
                        "127.0.0.1",
                        "QUARKUS_MANAGEMENT_PORT",
                        String.valueOf(management),
                        "OPENAI_BASE_URL",
                        upstream.baseUrl().toString(),
                        "OPENAI_API_KEY",
                        "sk-marked"));
        service = builder.redirectErrorStream(true)
                .redirectOutput(Path.of("target", "drain.log").toFile())
                .start();
        await().ignoreException(ConnectException.class).until(() -> readiness() == 200);
    }

    @AfterEach
    void stop() throws Exception {
        service.destroyForcibly().waitFor();
        upstream.close();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private int readiness() {
        return given().get("http://127.0.0.1:" + management + "/q/health/ready").statusCode();
    }

    private SocketClient speaker(Mood mood) {
        upstream.next(mood);
        SocketClient client = new SocketClient(URI.create("ws://127.0.0.1:" + port + "/ws/transcription"));
        client.await("parley.ready");
        client.audio(48_000);
        client.await("conversation.item.input_audio_transcription.delta");
        return client;
    }

    @Test
    void finishes_the_last_turns_and_takes_nobody_new() throws Exception {
        try (SocketClient answered = speaker(Mood.SLOW);
                SocketClient unanswered = speaker(Mood.WITHOUT_RESULTS)) {
            upstream.next(Mood.WELL);
            service.destroy();

            await().until(() -> readiness() == 503);
            try (SocketClient late = new SocketClient(URI.create("ws://127.0.0.1:" + port + "/ws/transcription"))) {
                assertThat(late.awaitClose()).isEqualTo(4001);
            }
            assertThat(answered.await(COMPLETED).path("transcript").asText()).isEqualTo("48000 bytes");
            assertThat(answered.await("parley.closing").path("reason").asText()).isEqualTo("shutdown");
            assertThat(answered.awaitClose()).isEqualTo(4001);
            assertThat(unanswered.awaitClose()).isEqualTo(4001);

            assertThat(service.waitFor(STATED.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            // 143: what a process ends with that a SIGTERM has ended.
            assertThat(service.exitValue()).isIn(0, 143);
        }
    }
}

package dev.parley.transcription.session;

import static dev.parley.transcription.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.transcription.testing.OpenAi;
import dev.parley.transcription.upstream.RealUpstream;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** OpenAI turns a clip into text, by way of a session. */
class OpenAiSessionTest {

    private static final Path CLIP = Path.of("../e2e/clips/0890_librivox.wav");
    private static final int WAV_HEADER_BYTES = 44;
    private static final int HALF_SECOND = 24_000;

    @Test
    void openai_transcribes_a_clip() throws Exception {
        String key = OpenAi.key();
        Buffer pcm = Buffer.buffer(Files.readAllBytes(CLIP)).slice();
        Vertx vertx = Vertx.vertx();
        CompletableFuture<String> transcript = new CompletableFuture<>();
        try {
            RealUpstream openAi = RealUpstream.openAi(vertx, key);
            SessionTools tools = TestTools.of(openAi.upstream(), new VertxTimers(vertx), new SimpleMeterRegistry());
            FakeBrowser browser = new FakeBrowser();
            vertx.getOrCreateContext().runOnContext(loop -> {
                TranscriptionSession session = new TranscriptionSession(tools, openAi.target(), browser, "en");
                session.open();
                // All at once: a session keeps no more than 5 s until OpenAI is ready, so the clip waits for that.
                vertx.setPeriodic(50, timer -> {
                    if (browser.types().contains("parley.ready")) {
                        vertx.cancelTimer(timer);
                        for (int at = WAV_HEADER_BYTES; at < pcm.length(); at += HALF_SECOND) {
                            session.audio(pcm.slice(at, Math.min(pcm.length(), at + HALF_SECOND)));
                        }
                        session.text("{\"type\":\"input_audio_buffer.commit\"}");
                    }
                });
                vertx.setPeriodic(50, timer -> {
                    if (browser.types().contains("conversation.item.input_audio_transcription.completed")) {
                        transcript.complete(browser.last("conversation.item.input_audio_transcription.completed")
                                .getString("transcript"));
                    } else if (browser.ending.isPresent()) {
                        transcript.completeExceptionally(new AssertionError(browser.texts.toString()));
                    }
                });
            });
            await().until(transcript::isDone);
            assertThat(transcript.join().toLowerCase(Locale.ROOT)).contains("rather selfish");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}

package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parley.transcription.upstream.TranscriptionModel;
import dev.parley.transcription.upstream.UpstreamKind;
import dev.parley.transcription.upstream.UpstreamTarget;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three hours of speech, over the ends of several upstream sessions: each piece of it is in the text once, and in order. */
class LongSessionTest {

    private static final Logger LOG = Logger.getLogger(LongSessionTest.class);

    private static final int CHUNK_BYTES = 4800;
    private static final Duration CHUNK = Duration.ofMillis(100);
    private static final int CHUNKS_A_QUARTER = 15 * 60 * 10;
    private static final int QUARTERS = 12;

    /** Its audio alone is 518 MB, its events some 20 MB. */
    private static final long MAX_GROWTH_BYTES = 6 << 20;

    private final SimulatedTimers timers = new SimulatedTimers();
    private final SimulatedUpstream upstream = new SimulatedUpstream(timers);
    private final FakeBrowser browser = new FakeBrowser();
    private final Listener listener = new Listener();
    private final TranscriptionSession session = new TranscriptionSession(
            TestTools.of(upstream, timers, new SimpleMeterRegistry()),
            new UpstreamTarget(
                    UpstreamKind.OPENAI,
                    URI.create("https://api.openai.com/v1"),
                    Optional.empty(),
                    "/v1",
                    false,
                    new TranscriptionModel("gpt-realtime-whisper"),
                    List.of("en")),
            browser,
            "en");

    static Stream<Long> seeds() {
        return Stream.of(1L, new Random().nextLong());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void is_transcribed_once_and_in_order(long seed) {
        LOG.infof("Seed %d", seed);
        browser.onPing = session::pong;
        session.open();
        Speaker speaker = new Speaker(new Random(seed));
        speaker.speak(CHUNKS_A_QUARTER);
        int waiting = timers.waiting();
        long heapBytes = heapBytes();
        for (int quarter = 1; quarter < QUARTERS; quarter++) {
            speaker.speak(CHUNKS_A_QUARTER);
            assertThat(timers.waiting()).isCloseTo(waiting, within(16));
        }
        assertThat(heapBytes() - heapBytes).isLessThan(MAX_GROWTH_BYTES);
        session.text("{\"type\":\"parley.stop\"}");
        timers.advance(Duration.ofSeconds(3));
        browser.texts.forEach(listener::hear);

        assertThat(browser.ending).contains(Ending.STOPPED);
        assertThat(upstream.sessions()).isEqualTo(4);
        assertThat(upstream.expired()).isZero();
        assertThat(listener.heard()).isEqualTo(QUARTERS * CHUNKS_A_QUARTER);
        assertThat(listener.unfinished()).isZero();
        assertThat(listener.count("parley.ready")).isOne();
        assertThat(listener.count("parley.closing")).isOne();
        assertThat(listener.count("parley.dropped")).isZero();
        assertThat(listener.count("parley.flow")).isZero();
    }

    private static long heapBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Speaks turns of one to twelve seconds, and now and then one that it does not end for minutes. */
    private final class Speaker {

        private final Random random;
        private int chunk;
        private int turnEnds = 50;

        Speaker(Random random) {
            this.random = random;
        }

        void speak(int chunks) {
            for (int end = chunk + chunks; chunk < end; chunk++) {
                session.audio(Buffer.buffer(CHUNK_BYTES).appendInt(chunk).appendBytes(new byte[CHUNK_BYTES - 4]));
                timers.advance(CHUNK);
                if (chunk == turnEnds) {
                    session.text("{\"type\":\"input_audio_buffer.commit\"}");
                    turnEnds += random.nextInt(20) == 0 ? 3000 : 10 + random.nextInt(110);
                }
            }
            browser.texts.forEach(listener::hear);
            browser.texts.clear();
        }
    }
}

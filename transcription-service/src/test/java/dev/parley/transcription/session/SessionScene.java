package dev.parley.transcription.session;

import dev.parley.transcription.upstream.TranscriptionModel;
import dev.parley.transcription.upstream.UpstreamKind;
import dev.parley.transcription.upstream.UpstreamTarget;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A session between a browser and an upstream that do what a test says, under a clock that only the test moves. */
abstract class SessionScene {

    static final int MILLIS_100 = 4800;
    static final String COMMIT = "input_audio_buffer.commit";
    static final String COMMITTED = "input_audio_buffer.committed";
    static final String COMPLETED = "conversation.item.input_audio_transcription.completed";
    static final String DELTA = "conversation.item.input_audio_transcription.delta";

    final SimulatedTimers timers = new SimulatedTimers();
    final FakeUpstream upstream = new FakeUpstream();
    final FakeBrowser browser = new FakeBrowser();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    TranscriptionSession session = session("gpt-realtime-whisper");

    TranscriptionSession session(String model) {
        UpstreamTarget target = new UpstreamTarget(
                UpstreamKind.OPENAI,
                URI.create("https://api.openai.com/v1"),
                Optional.empty(),
                "https://api.openai.com/v1",
                false,
                new TranscriptionModel(model),
                List.of("en", "de"));
        return new TranscriptionSession(TestTools.of(upstream, timers, registry), target, browser, "en");
    }

    SessionScene() {
        browser.onPing = () -> session.pong();
    }

    /** Opens the session, with an upstream that takes it. */
    FakeConnection streaming() {
        session.open();
        upstream.last().openAndConfigure();
        return upstream.last();
    }

    void speak(Duration audio) {
        for (long millis = 0; millis < audio.toMillis(); millis += 100) {
            session.audio(Buffer.buffer(new byte[MILLIS_100]));
        }
    }

    /** Speaks in real time. */
    void speakOn(Duration audio) {
        for (long millis = 0; millis < audio.toMillis(); millis += 100) {
            session.audio(Buffer.buffer(new byte[MILLIS_100]));
            timers.advance(Duration.ofMillis(100));
        }
    }

    void commit() {
        session.text("{\"type\":\"input_audio_buffer.commit\"}");
    }

    double count(String name, String... tags) {
        return registry.get("parley.transcription." + name).tags(tags).counter().count();
    }
}

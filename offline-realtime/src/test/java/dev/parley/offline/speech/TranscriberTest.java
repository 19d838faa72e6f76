package dev.parley.offline.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.offline.clips.Clip;
import dev.parley.offline.clips.WordErrors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine with its real models, on recorded speech, fed as fast as it takes it. */
class TranscriberTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final StreamSettings DICTATION =
            new StreamSettings(AudioFormat.PCM16, true, true, false, DetectionSettings.DEFAULT);
    private static final StreamSettings CONVERSATION =
            new StreamSettings(AudioFormat.PCM16, true, false, true, new DetectionSettings(0.5, 300, 500));

    private static Transcriber transcriber;

    private final RecordingListener listener = new RecordingListener();

    @BeforeAll
    static void load() throws ModelsUnavailableException {
        List<String> steps = new ArrayList<>();
        transcriber = Transcriber.load(Path.of(".models"), 2, new SilentObserver(), steps::add);
        assertThat(steps).hasSize(3);
    }

    @AfterAll
    static void close() {
        transcriber.close();
    }

    @Test
    void atMostOneWordInTwentyIsWrong() {
        WordErrors errors = WordErrors.NONE;
        for (Clip clip : Clip.values()) {
            RecordingListener own = new RecordingListener();
            errors = errors.plus(WordErrors.between(clip.words(), dictate(own, DICTATION, clip.pcm16())));
        }

        assertThat(errors.rate()).as("%s", errors).isLessThanOrEqualTo(0.05);
    }

    @Test
    void aVeryQuietMicrophoneIsUnderstoodFromTheFirstWordOn() {
        String text = dictate(listener, DICTATION, scaled(Clip.DASHWOOD.pcm16(), 0.01));

        assertThat(WordErrors.between(Clip.DASHWOOD.words(), text).errors()).isLessThanOrEqualTo(1);
    }

    /** Kennedy's first words as Chromium's gain control delivers them from a low microphone: the detector doubts "ask not". */
    @Test
    void softWordsBehindLoudOnesAreHeard() {
        String text = dictate(listener, DICTATION, Clip.wav("ask-not-captured.wav"));

        assertThat(WordErrors.between("and so my fellow americans ask not", text)
                        .errors())
                .as(text)
                .isZero();
    }

    @Test
    void speechThatIsLongerThanTheModelCanHearAtOnceLosesNoWords() {
        byte[] speech = Clip.DASHWOOD.pcm16();
        byte[] withoutPause = Arrays.copyOf(speech, speech.length - Clip.bytes(250));
        String text = dictate(listener, DICTATION, Clip.join(withoutPause, withoutPause, withoutPause, withoutPause));

        String said = String.join(" ", Collections.nCopies(4, Clip.DASHWOOD.words()));
        assertThat(WordErrors.between(said, text).rate()).isLessThanOrEqualTo(0.1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PCMU", "PCMA"})
    void telephoneSoundIsUnderstood(AudioFormat format) {
        StreamSettings settings = new StreamSettings(format, true, true, false, DetectionSettings.DEFAULT);

        String text = dictate(listener, settings, Telephone.encode(Clip.DASHWOOD.pcm16(), format));

        assertThat(WordErrors.between(Clip.DASHWOOD.words(), text).errors()).isLessThanOrEqualTo(3);
    }

    @Test
    void silenceHasNoText() {
        assertThat(dictate(listener, DICTATION, Clip.silence(3_000))).isEmpty();
        assertThat(listener.log()).containsExactly("committed 0", "completed 0");
    }

    @Test
    void theDeltasOfATurnMakeUpItsTranscript() {
        String text = dictate(listener, DICTATION, Clip.KENNEDY.pcm16());

        assertThat(listener.text(0)).isEqualTo(text);
        assertThat(listener.transcripts().get(0).audioMillis()).isBetween(10_900L, 11_100L);
        assertThat(listener.transcripts().get(0).tokens()).isGreaterThan(20);
    }

    @Test
    void wordsAreToldWhileTheSpeakerSpeaksAndNeverTakenBack() {
        byte[] sound = Clip.DASHWOOD.pcm16();
        int quarterSecond = Clip.bytes(250);
        try (SpeechStream stream = transcriber.open(DICTATION, listener)) {
            for (int offset = 0; offset < sound.length - quarterSecond; offset += quarterSecond) {
                stream.append(Arrays.copyOfRange(sound, offset, offset + quarterSecond));
                await().pollInterval(Duration.ofMillis(5))
                        .atMost(SOON)
                        .until(() -> stream.waitingMillis() == 0 && transcriber.isIdle());
            }
            String early = listener.text(0);
            stream.commit(null);
            await().atMost(SOON).until(() -> listener.transcripts().size() == 1);

            assertThat(WordErrors.words(early)).hasSizeGreaterThan(12);
            assertThat(listener.text(0)).startsWith(early);
            assertThat(WordErrors.between(Clip.DASHWOOD.words(), listener.text(0))
                            .errors())
                    .isLessThanOrEqualTo(2);
        }
    }

    @Test
    void turnsStayApartAndInOrder() {
        try (SpeechStream stream = transcriber.open(DICTATION, listener)) {
            for (Clip clip : Clip.values()) {
                stream.append(clip.pcm16());
                stream.commit(null);
            }
            await().atMost(SOON).until(() -> listener.transcripts().size() == 3);
        }

        for (Clip clip : Clip.values()) {
            String transcript = listener.transcripts().get(clip.ordinal()).text();
            assertThat(WordErrors.between(clip.words(), transcript).rate()).isLessThanOrEqualTo(0.1);
        }
    }

    @Test
    void theEndOfSpeechEndsATurnByItself() {
        byte[] conversation =
                Clip.join(Clip.DASHWOOD.pcm16(), Clip.silence(1_500), Clip.SELFISH.pcm16(), Clip.silence(1_500));
        try (SpeechStream stream = transcriber.open(CONVERSATION, listener)) {
            stream.append(conversation);
            await().atMost(SOON).until(() -> listener.transcripts().size() == 2);
        }

        assertThat(listener.log().get(0)).startsWith("started 0 ");
        assertThat(listener.log().get(1)).startsWith("stopped 0 ");
        assertThat(listener.log().get(2)).isEqualTo("committed 0");
        assertThat(listener.log()).containsSubsequence("committed 0", "text 0", "completed 0");
        assertThat(listener.log()).containsSubsequence("committed 1", "text 1", "completed 1");
        assertThat(millisOf("stopped 0 ")).isBetween(6_500L, 7_600L);
        assertThat(millisOf("started 1 ")).isBetween(8_000L, 9_000L);
    }

    @Test
    void tooLittleAudioIsNotCommitted() {
        try (SpeechStream stream = transcriber.open(DICTATION, listener)) {
            stream.append(Clip.silence(40));
            stream.commit("tag");
            await().atMost(SOON).until(() -> !listener.log().isEmpty());
        }

        assertThat(listener.log()).containsExactly("refused 40.0");
    }

    @Test
    void whatWasClearedIsForgotten() {
        try (SpeechStream stream = transcriber.open(DICTATION, listener)) {
            stream.append(Clip.KENNEDY.pcm16());
            stream.clear();
            stream.append(Clip.SELFISH.pcm16());
            stream.commit(null);
            await().atMost(SOON).until(() -> listener.transcripts().size() == 1);
        }

        assertThat(listener.log()).contains("cleared 0").doesNotContain("completed 0");
        assertThat(listener.transcripts().get(1).text())
                .containsIgnoringCase("selfish")
                .doesNotContain("country");
    }

    @Test
    void withoutTranscriptionTurnsHaveNoText() {
        StreamSettings settings = new StreamSettings(AudioFormat.PCM16, false, false, false, DetectionSettings.DEFAULT);
        try (SpeechStream stream = transcriber.open(settings, listener)) {
            stream.append(Clip.SELFISH.pcm16());
            stream.commit(null);
            stream.commit(null);
            await().atMost(SOON).until(() -> listener.log().size() == 2);
        }

        assertThat(listener.log()).containsExactly("committed 0", "refused 0.0");
    }

    @Test
    void audioIsRefusedWhenTooMuchWaits() {
        try (SpeechStream stream = transcriber.open(DICTATION, listener)) {
            byte[] fiveMinutes = Clip.silence(300_000);

            assertThat(stream.append(fiveMinutes)).isTrue();
            assertThat(stream.append(fiveMinutes)).isFalse();
        }
    }

    @Test
    void streamsDoNotDisturbEachOther() {
        List<RecordingListener> listeners = new ArrayList<>();
        List<SpeechStream> streams = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            RecordingListener own = new RecordingListener();
            listeners.add(own);
            streams.add(transcriber.open(DICTATION, own));
        }
        for (int i = 0; i < streams.size(); i++) {
            streams.get(i).append(Clip.values()[i % 3].pcm16());
            streams.get(i).commit(null);
        }
        await().atMost(SOON).until(() -> listeners.stream()
                .allMatch(own -> own.transcripts().size() == 1));

        for (int i = 0; i < streams.size(); i++) {
            streams.get(i).close();
            String transcript = listeners.get(i).transcripts().get(0).text();
            assertThat(WordErrors.between(Clip.values()[i % 3].words(), transcript)
                            .rate())
                    .isLessThanOrEqualTo(0.1);
        }
    }

    @Test
    void missingModelsAreNamed(@TempDir Path empty) {
        assertThatThrownBy(() -> Transcriber.load(empty, 1, new SilentObserver(), step -> {}))
                .isInstanceOf(ModelsUnavailableException.class)
                .hasMessageContaining("silero_vad_v5.onnx is missing");
    }

    private static String dictate(RecordingListener listener, StreamSettings settings, byte[] sound) {
        try (SpeechStream stream = transcriber.open(settings, listener)) {
            stream.append(sound);
            stream.commit(null);
            await().atMost(SOON).until(() -> listener.transcripts().size() == 1);
        }
        return listener.transcripts().get(0).text();
    }

    private long millisOf(String prefix) {
        return listener.log().stream()
                .filter(line -> line.startsWith(prefix))
                .mapToLong(line -> Long.parseLong(line.substring(prefix.length())))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] scaled(byte[] pcm16, double factor) {
        ByteBuffer in = ByteBuffer.wrap(pcm16).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer out = ByteBuffer.allocate(pcm16.length).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            out.putShort((short) Math.round(in.getShort() * factor));
        }
        return out.array();
    }
}

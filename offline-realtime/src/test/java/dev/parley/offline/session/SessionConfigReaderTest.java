package dev.parley.offline.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.parley.offline.protocol.InvalidRequestException;
import dev.parley.offline.protocol.ProtocolJson;
import dev.parley.offline.speech.AudioFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionConfigReaderTest {

    @Test
    void aLiveModelHasNoTurnDetection() throws Exception {
        SessionConfig config = read("""
                {"transcription": {"model": "gpt-realtime-whisper", "language": "en", "delay": "low"}}""");

        assertThat(config.turnDetection()).isNull();
        assertThat(config.transcription().model()).isEqualTo(TranscriptionModel.GPT_REALTIME_WHISPER);
        assertThat(config.streamSettings().liveText()).isTrue();
        assertThat(config.streamSettings().turnsEndBySilence()).isFalse();
    }

    @Test
    void otherModelsKeepWhatASessionHasFromTheStart() throws Exception {
        SessionConfig config = read("""
                {"transcription": {"model": "gpt-4o-transcribe"}}""");

        assertThat(config.turnDetection()).isEqualTo(TurnDetection.ServerVad.DEFAULT);
        assertThat(config.streamSettings().liveText()).isFalse();
    }

    @Test
    void onlyWhatIsThereIsChanged() throws Exception {
        SessionConfig before = read("""
                {"transcription": {"model": "gpt-4o-transcribe", "language": "en", "prompt": "names"},
                 "noise_reduction": {"type": "near_field"},
                 "turn_detection": {"type": "server_vad", "threshold": 0.3}}""");

        SessionConfig after = read(before, """
                {"turn_detection": {"type": "server_vad", "silence_duration_ms": 900}}""");

        assertThat(after.transcription()).isEqualTo(before.transcription());
        assertThat(after.noiseReduction()).isEqualTo("near_field");
        assertThat(after.turnDetection()).isEqualTo(new TurnDetection.ServerVad(0.3, 300, 900));
    }

    @Test
    void nullTakesSomethingAway() throws Exception {
        SessionConfig config = read("""
                {"transcription": null, "noise_reduction": null, "turn_detection": null}""");

        assertThat(config).isEqualTo(new SessionConfig(AudioFormat.PCM16, null, null, null, null));
    }

    @Test
    void anotherModelDropsWhatItCannotBeTold() throws Exception {
        SessionConfig before = read("""
                {"transcription": {"model": "gpt-live-transcribe", "languages": ["en"], "keywords": ["Parley"], "prompt": "x"}}""");

        SessionConfig after = read(before, """
                {"transcription": {"model": "gpt-realtime-whisper"}}""");

        assertThat(after.transcription())
                .isEqualTo(new Transcription(TranscriptionModel.GPT_REALTIME_WHISPER, null, null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource({"audio/pcmu, PCMU", "audio/pcma, PCMA"})
    void telephoneFormatsHaveNoRate(String name, AudioFormat format) throws Exception {
        assertThat(read("{\"format\": {\"type\": \"" + name + "\"}}").format()).isEqualTo(format);
        assertThat(refusal("{\"format\": {\"type\": \"" + name + "\", \"rate\": 8000}}"))
                .isEqualTo("unknown_parameter session.audio.input.format.rate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"low", "medium", "high", "auto"})
    void semanticTurnDetectionWaitsForSilence(String eagerness) throws Exception {
        SessionConfig config = read("{\"transcription\": {\"model\": \"whisper-1\"}, \"turn_detection\":"
                + " {\"type\": \"semantic_vad\", \"eagerness\": \"" + eagerness + "\"}}");

        assertThat(config.turnDetection()).isEqualTo(new TurnDetection.SemanticVad(eagerness));
        assertThat(config.streamSettings().turnsEndBySilence()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"format": {"type": "audio/pcm"}}                                        | missing_required_parameter session.audio.input.format.rate
            {"format": {"type": "audio/pcm", "rate": 16000}}                         | integer_below_min_value session.audio.input.format.rate
            {"format": {"type": "audio/pcm", "rate": 48000}}                         | integer_above_max_value session.audio.input.format.rate
            {"format": {"type": "audio/opus"}}                                       | invalid_value session.audio.input.format.type
            {"format": "pcm16"}                                                      | invalid_type session.audio.input.format
            {"bogus": 1}                                                             | unknown_parameter session.audio.input.bogus
            {"transcription": {}}                                                    | missing_required_parameter session.audio.input.transcription.model
            {"transcription": {"model": "whisper-9"}}                                | invalid_value session.audio.input.transcription.model
            {"transcription": {"model": "whisper-1", "language": "de"}}              | invalid_value session.audio.input.transcription.language
            {"transcription": {"model": "whisper-1", "languages": ["en"]}}           | invalid_value session.audio.input.transcription.languages
            {"transcription": {"model": "gpt-transcribe", "languages": []}}          | invalid_value session.audio.input.transcription.languages
            {"transcription": {"model": "gpt-transcribe", "languages": null}}        | invalid_type session.audio.input.transcription.languages
            {"transcription": {"model": "gpt-transcribe", "languages": ["en", "fr"]}} | invalid_value session.audio.input.transcription.languages
            {"transcription": {"model": "gpt-transcribe", "keywords": ["a<b"]}}      | invalid_value session.audio.input.transcription.keywords
            {"transcription": {"model": "gpt-realtime-whisper", "prompt": "x"}}      | invalid_value session.audio.input.transcription.prompt
            {"transcription": {"model": "whisper-1", "delay": "low"}}                | invalid_value session.audio.input.transcription.delay
            {"noise_reduction": {"type": "loud"}}                                    | invalid_value session.audio.input.noise_reduction.type
            {"turn_detection": {"type": "magic"}}                                    | invalid_value session.audio.input.turn_detection.type
            {"turn_detection": {"type": "server_vad", "threshold": 2}}               | invalid_type session.audio.input.turn_detection.threshold
            {"turn_detection": {"type": "server_vad", "silence_duration_ms": -1}}    | integer_below_min_value session.audio.input.turn_detection.silence_duration_ms
            {"turn_detection": {"type": "semantic_vad", "threshold": 1}}             | unknown_parameter session.audio.input.turn_detection.threshold
            {"transcription": {"model": "gpt-live-transcribe"}, "turn_detection": {"type": "server_vad"}} | invalid_value session.audio.input.turn_detection
            """)
    void aRuleThatIsBrokenIsNamed(String input, String refusal) {
        assertThat(refusal(input)).isEqualTo(refusal);
    }

    @Test
    void anotherLanguageThanEnglishIsRefusedInPlainWords() {
        assertThatThrownBy(() -> read("""
                {"transcription": {"model": "gpt-realtime-whisper", "language": "fr"}}"""))
                .hasMessage("Language 'fr' is not supported: this offline server understands English only ('en').");
    }

    @Test
    void turnDetectionIsRefusedInTheWordsOfTheApi() {
        assertThatThrownBy(() -> read("""
                {"transcription": {"model": "gpt-realtime-whisper"}, "turn_detection": {"type": "semantic_vad"}}""")).hasMessage("Turn detection is not supported for this transcription model.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                 | missing_required_parameter session.type
            {"type": "realtime"}                               | invalid_parameter session.type
            {"type": "conversation"}                           | invalid_value session.type
            {"type": "transcription", "model": "whisper-1"}    | unknown_parameter session.model
            {"type": "transcription", "include": ["secrets"]}  | invalid_value session.include
            {"type": "transcription", "audio": {"output": {}}} | unknown_parameter session.audio.output
            []                                                 | invalid_type session
            """)
    void theSessionItselfHasRulesToo(String session, String refusal) {
        assertThatThrownBy(() -> SessionConfigReader.read(SessionConfig.DEFAULT, ProtocolJson.read(session)))
                .asInstanceOf(type(InvalidRequestException.class))
                .extracting(e -> e.error().code() + " " + e.error().param())
                .isEqualTo(refusal);
    }

    @Test
    void logProbabilitiesMayBeAskedFor() throws Exception {
        SessionConfig config = SessionConfigReader.read(
                SessionConfig.DEFAULT,
                ProtocolJson.read(
                        "{\"type\": \"transcription\", \"include\": [\"item.input_audio_transcription.logprobs\"]}"));

        assertThat(config.include()).isEqualTo(List.of("item.input_audio_transcription.logprobs"));
    }

    private static String refusal(String input) {
        try {
            read(input);
            return "accepted";
        } catch (InvalidRequestException refused) {
            return refused.error().code() + " " + refused.error().param();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static SessionConfig read(String input) throws InvalidRequestException, JsonProcessingException {
        return read(SessionConfig.DEFAULT, input);
    }

    private static SessionConfig read(SessionConfig base, String input)
            throws InvalidRequestException, JsonProcessingException {
        String session = "{\"type\": \"transcription\", \"audio\": {\"input\": " + input + "}}";
        return SessionConfigReader.read(base, ProtocolJson.read(session));
    }
}

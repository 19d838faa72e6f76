package dev.parley.offline.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.parley.offline.protocol.ApiError;
import dev.parley.offline.protocol.ProtocolJson;
import dev.parley.offline.session.SessionConfig;
import dev.parley.offline.session.SessionView;
import dev.parley.offline.session.Transcription;
import dev.parley.offline.session.TranscriptionModel;
import dev.parley.offline.speech.AudioFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How each event looks on the wire. */
class ServerEventTest {

    private static final Item ITEM = Item.of("item_1", null);

    static Stream<Arguments> events() {
        return Stream.of(
                Arguments.of(
                        new ServerEvent.SessionCreated(
                                "event_1", SessionView.of("sess_1", 1_795_222_860, SessionConfig.DEFAULT)),
                        """
                        {"type":"session.created","event_id":"event_1","session":{"type":"transcription",
                         "object":"realtime.transcription_session","id":"sess_1","expires_at":1795222860,"audio":{"input":{
                         "format":{"type":"audio/pcm","rate":24000},"turn_detection":{"type":"server_vad","threshold":0.5,
                         "prefix_padding_ms":300,"silence_duration_ms":200}}}}}"""),
                Arguments.of(new ServerEvent.SessionUpdated("event_1", SessionView.of("sess_1", 1, live())), """
                        {"type":"session.updated","event_id":"event_1","session":{"type":"transcription",
                         "object":"realtime.transcription_session","id":"sess_1","expires_at":1,"audio":{"input":{
                         "format":{"type":"audio/pcmu"},"transcription":{"model":"gpt-realtime-whisper","language":"en"},
                         "noise_reduction":{"type":"far_field"},"turn_detection":null}}}}"""),
                Arguments.of(new ServerEvent.SpeechStarted("event_1", 320, "item_1"), """
                        {"type":"input_audio_buffer.speech_started","event_id":"event_1","audio_start_ms":320,"item_id":"item_1"}"""),
                Arguments.of(new ServerEvent.SpeechStopped("event_1", 2_140, "item_1"), """
                        {"type":"input_audio_buffer.speech_stopped","event_id":"event_1","audio_end_ms":2140,"item_id":"item_1"}"""),
                Arguments.of(new ServerEvent.Committed("event_1", null, "item_1"), """
                        {"type":"input_audio_buffer.committed","event_id":"event_1","previous_item_id":null,"item_id":"item_1"}"""),
                Arguments.of(new ServerEvent.Cleared("event_1"), """
                        {"type":"input_audio_buffer.cleared","event_id":"event_1"}"""),
                Arguments.of(new ServerEvent.ItemAdded("event_1", "item_0", ITEM), """
                        {"type":"conversation.item.added","event_id":"event_1","previous_item_id":"item_0","item":{"id":"item_1",
                         "type":"message","status":"completed","role":"user","content":[{"type":"input_audio"}]}}"""),
                Arguments.of(new ServerEvent.ItemDone("event_1", "item_0", ITEM), """
                        {"type":"conversation.item.done","event_id":"event_1","previous_item_id":"item_0","item":{"id":"item_1",
                         "type":"message","status":"completed","role":"user","content":[{"type":"input_audio"}]}}"""),
                Arguments.of(new ServerEvent.ItemRetrieved("event_1", Item.of("item_1", "Hello.")), """
                        {"type":"conversation.item.retrieved","event_id":"event_1","item":{"id":"item_1","type":"message",
                         "status":"completed","role":"user","content":[{"type":"input_audio","transcript":"Hello."}]}}"""),
                Arguments.of(new ServerEvent.ItemDeleted("event_1", "item_1"), """
                        {"type":"conversation.item.deleted","event_id":"event_1","item_id":"item_1"}"""),
                Arguments.of(new ServerEvent.TranscriptDelta("event_1", "item_1", 0, " hello"), """
                        {"type":"conversation.item.input_audio_transcription.delta","event_id":"event_1","item_id":"item_1",
                         "content_index":0,"delta":" hello"}"""),
                Arguments.of(
                        new ServerEvent.TranscriptCompleted(
                                "event_1", "item_1", 0, "Hello.", Usage.Duration.ofMillis(1_820)),
                        """
                        {"type":"conversation.item.input_audio_transcription.completed","event_id":"event_1","item_id":"item_1",
                         "content_index":0,"transcript":"Hello.","usage":{"type":"duration","seconds":1.82}}"""),
                Arguments.of(
                        new ServerEvent.TranscriptCompleted(
                                "event_1", "item_1", 0, "Hello.", Usage.Tokens.of(1_620, 8)),
                        """
                        {"type":"conversation.item.input_audio_transcription.completed","event_id":"event_1","item_id":"item_1",
                         "content_index":0,"transcript":"Hello.","usage":{"type":"tokens","total_tokens":25,"input_tokens":17,
                         "input_token_details":{"text_tokens":0,"audio_tokens":17},"output_tokens":8}}"""),
                Arguments.of(
                        new ServerEvent.TranscriptFailed(
                                "event_1",
                                "item_1",
                                0,
                                new ServerEvent.Reason("transcription_error", "engine_failed", "No.")),
                        """
                        {"type":"conversation.item.input_audio_transcription.failed","event_id":"event_1","item_id":"item_1",
                         "content_index":0,"error":{"type":"transcription_error","code":"engine_failed","message":"No."}}"""));
    }

    @ParameterizedTest
    @MethodSource("events")
    void eventsAreWrittenAsTheApiWritesThem(ServerEvent event, String json) throws JsonProcessingException {
        assertThat(ProtocolJson.read(ProtocolJson.write(event))).isEqualTo(ProtocolJson.read(json));
    }

    @Test
    void anErrorAlwaysHasAllItsMembers() {
        assertThat(ProtocolJson.tree(new ServerEvent.Failure(ApiError.invalid("code", null, "No."), "mine"))
                        .path("error"))
                .hasToString("""
                        {"type":"invalid_request_error","code":"code","message":"No.","param":null,"event_id":"mine"}""");
    }

    private static SessionConfig live() {
        Transcription transcription =
                new Transcription(TranscriptionModel.GPT_REALTIME_WHISPER, "en", null, null, null, null);
        return new SessionConfig(AudioFormat.PCMU, transcription, "far_field", null, null);
    }
}

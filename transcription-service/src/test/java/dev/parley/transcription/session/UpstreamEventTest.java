package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.transcription.session.UpstreamEvent.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamEventTest {

    @ParameterizedTest
    @CsvSource({
        "session.created, SESSION_CREATED",
        "session.updated, SESSION_UPDATED",
        "input_audio_buffer.speech_started, RELAYED",
        "input_audio_buffer.speech_stopped, SPEECH_STOPPED",
        "input_audio_buffer.committed, COMMITTED",
        "input_audio_buffer.cleared, RELAYED",
        "conversation.item.added, ITEM",
        "conversation.item.created, ITEM",
        "conversation.item.done, ITEM",
        "conversation.item.input_audio_transcription.delta, RELAYED",
        "conversation.item.input_audio_transcription.segment, RELAYED",
        "conversation.item.input_audio_transcription.completed, COMPLETED",
        "conversation.item.input_audio_transcription.failed, FAILED",
        "error, ERROR",
        "rate_limits.updated, HIDDEN",
        "conversation.created, HIDDEN",
        "something.new, HIDDEN",
    })
    void knows_how_to_treat_an_event(String type, Kind kind) {
        assertThat(UpstreamEvent.peek("{\"item_id\":\"i\",\"type\":\"" + type + "\"}")
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void finds_members_behind_others() {
        UpstreamEvent event = UpstreamEvent.peek("{\"a\":{\"type\":\"error\",\"item_id\":\"no\"},\"b\":[{}],"
                + "\"type\":\"input_audio_buffer.committed\",\"c\":1,\"item_id\":\"yes\"}");
        assertThat(event).isEqualTo(new UpstreamEvent(Kind.COMMITTED, "yes"));
    }

    @Test
    void reads_no_further_than_it_has_to() {
        assertThat(UpstreamEvent.peek(
                                "{\"type\":\"conversation.item.input_audio_transcription.delta\",\"delta\": broken")
                        .kind())
                .isEqualTo(Kind.RELAYED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "not json",
                "[]",
                "{}",
                "{\"type\":7}",
                "{\"type\":\"input_audio_buffer.committed\"}",
                "{\"type\":",
                "{\"a\":1",
            })
    void tells_what_is_no_event(String text) {
        assertThat(UpstreamEvent.peek(text).kind()).isEqualTo(Kind.UNREADABLE);
    }
}

package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.transcription.session.ClientMessage.ChangeLanguage;
import dev.parley.transcription.session.ClientMessage.Commit;
import dev.parley.transcription.session.ClientMessage.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientMessagesTest {

    private final ClientMessages messages = new ClientMessages(new ObjectMapper());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            value = {
                "not json                                                                      | INVALID_JSON      | -",
                "{\"type\":                                                                    | INVALID_JSON      | -",
                "[]                                                                            | INVALID_EVENT     | -",
                "7                                                                             | INVALID_EVENT     | -",
                "null                                                                          | INVALID_EVENT     | -",
                "{}                                                                            | INVALID_EVENT     | -",
                "{\"type\":7}                                                                  | INVALID_EVENT     | -",
                "{\"type\":\"parley.stop\",\"event_id\":7}                                     | INVALID_EVENT     | -",
                "{\"type\":\"response.create\"}                                                | UNKNOWN_TYPE      | type",
                "{\"type\":\"input_audio_buffer.append\"}                                      | INVALID_EVENT     | audio",
                "{\"type\":\"input_audio_buffer.append\",\"audio\":[1]}                        | INVALID_EVENT     | audio",
                "{\"type\":\"input_audio_buffer.append\",\"audio\":\"not Base64!\"}            | INVALID_BASE64    | audio",
                "{\"type\":\"session.update\"}                                                 | INVALID_EVENT     | session.audio.input.transcription.language",
                "{\"type\":\"session.update\",\"session\":{\"audio\":7}}                       | INVALID_EVENT     | session.audio.input.transcription.language",
                "{\"type\":\"session.update\",\"model\":\"x\"}                                 | UNKNOWN_PARAMETER | model",
                "{\"type\":\"session.update\",\"session\":{\"include\":[]}}                    | UNKNOWN_PARAMETER | session.include",
                "{\"type\":\"session.update\",\"session\":{\"audio\":{\"output\":{}}}}         | UNKNOWN_PARAMETER | session.audio.output",
                "{\"type\":\"session.update\",\"session\":{\"audio\":{\"input\":{\"format\":{}}}}} | UNKNOWN_PARAMETER | session.audio.input.format",
            })
    void refuses_what_is_no_message(String text, ClientFault fault, String param) {
        assertThat(messages.read(text)).isEqualTo(new Refused(fault, param, null));
    }

    @Test
    void refuses_json_that_is_nested_too_deep() {
        assertThat(messages.read("[".repeat(100_000))).isEqualTo(new Refused(ClientFault.INVALID_JSON, null, null));
    }

    @Test
    void refuses_an_id_that_is_too_long() {
        String event = "{\"type\":\"parley.stop\",\"event_id\":\"" + "x".repeat(513) + "\"}";
        assertThat(messages.read(event)).isEqualTo(new Refused(ClientFault.INVALID_EVENT, null, null));
    }

    @Test
    void keeps_the_id_of_an_event() {
        assertThat(messages.read("{\"type\":\"input_audio_buffer.commit\",\"event_id\":\"7\"}"))
                .isEqualTo(new Commit("7"));
        assertThat(messages.read("{\"type\":\"nope\",\"event_id\":\"7\"}"))
                .isEqualTo(new Refused(ClientFault.UNKNOWN_TYPE, "type", "7"));
    }

    @Test
    void ignores_members_that_it_does_not_know_outside_of_updates() {
        assertThat(messages.read("{\"type\":\"input_audio_buffer.commit\",\"more\":1,\"event_id\":null}"))
                .isEqualTo(new Commit(null));
    }

    @Test
    void reads_a_change_of_language() {
        assertThat(messages.read("{\"type\":\"session.update\",\"session\":{\"audio\":{\"input\":{\"transcription\":"
                        + "{\"language\":\"de\"}}}}}"))
                .isEqualTo(new ChangeLanguage("de", null));
    }
}

package dev.parley.offline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.parley.offline.protocol.InvalidRequestException;
import dev.parley.offline.protocol.ProtocolJson;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientEventReaderTest {

    @Test
    void audioIsDecoded() throws InvalidRequestException {
        ClientEvent event = read("{\"type\": \"input_audio_buffer.append\", \"audio\": \"AQACAA==\"}");

        assertThat(event).isInstanceOfSatisfying(ClientEvent.Append.class, append -> assertThat(append.audio())
                .containsExactly(1, 0, 2, 0));
    }

    @Test
    void otherEventsAreRead() throws InvalidRequestException {
        assertThat(read("{\"type\": \"input_audio_buffer.commit\", \"event_id\": \"mine\"}"))
                .isEqualTo(new ClientEvent.Commit());
        assertThat(read("{\"type\": \"input_audio_buffer.clear\"}")).isEqualTo(new ClientEvent.Clear());
        assertThat(read("{\"type\": \"conversation.item.retrieve\", \"item_id\": \"item_1\"}"))
                .isEqualTo(new ClientEvent.RetrieveItem("item_1"));
        assertThat(read("{\"type\": \"conversation.item.delete\", \"item_id\": \"item_1\"}"))
                .isEqualTo(new ClientEvent.DeleteItem("item_1"));
        assertThat(read("{\"type\": \"session.update\", \"session\": {}}"))
                .isInstanceOf(ClientEvent.SessionUpdate.class);
    }

    @Test
    void fifteenMebibytesOfAudioFitIntoAnEvent() throws InvalidRequestException {
        assertThat(read(append(ProtocolJson.MOST_AUDIO_BYTES))).isInstanceOf(ClientEvent.Append.class);
        assertThatThrownBy(() -> read(append(ProtocolJson.MOST_AUDIO_BYTES + 2)))
                .hasMessageContaining("15 MiB of audio at most");
    }

    @Test
    void theClientsOwnIdentifierIsKeptForTheError() throws InvalidRequestException {
        assertThat(ClientEventReader.idOf(ClientEventReader.parse("{\"type\": \"nope\", \"event_id\": \"mine\"}")))
                .isEqualTo("mine");
        assertThat(ClientEventReader.idOf(ClientEventReader.parse("{\"event_id\": 7}")))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            not json                                                       | invalid_json null
            [1]                                                            | invalid_json null
            {}                                                             | missing_required_parameter type
            {"type": "nope"}                                               | invalid_value type
            {"type": "response.create"}                                    | invalid_value type
            {"type": "session.update"}                                     | missing_required_parameter session
            {"type": "input_audio_buffer.append"}                          | missing_required_parameter audio
            {"type": "input_audio_buffer.append", "audio": "***"}          | invalid_value audio
            {"type": "input_audio_buffer.append", "audio": 7}              | invalid_type audio
            {"type": "input_audio_buffer.commit", "extra": true}           | unknown_parameter extra
            {"type": "conversation.item.delete"}                           | missing_required_parameter item_id
            {"type": "input_audio_buffer.clear", "event_id": 7}            | invalid_type event_id
            """)
    void whatIsWrongIsNamed(String text, String refusal) {
        assertThatThrownBy(() -> read(text))
                .asInstanceOf(type(InvalidRequestException.class))
                .extracting(e -> e.error().code() + " " + e.error().param())
                .isEqualTo(refusal);
    }

    private static ClientEvent read(String text) throws InvalidRequestException {
        return ClientEventReader.read(ClientEventReader.parse(text));
    }

    private static String append(int bytes) {
        return "{\"type\": \"input_audio_buffer.append\", \"audio\": \""
                + Base64.getEncoder().encodeToString(new byte[bytes]) + "\"}";
    }
}

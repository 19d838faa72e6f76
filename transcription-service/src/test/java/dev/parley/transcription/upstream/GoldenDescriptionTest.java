package dev.parley.transcription.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.transcription.testing.Golden;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the examples of {@code GET /api/transcription} to what the code writes. */
class GoldenDescriptionTest {

    private final ObjectMapper json = new ObjectMapper();

    static Stream<String> descriptions() {
        return Golden.names("server-transcription").filter(name -> !name.startsWith("server-transcription-session"));
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void writes_a_description(String name) throws Exception {
        JsonNode example = Golden.read(name);
        UpstreamResource.Description description = json.treeToValue(example, UpstreamResource.Description.class);
        assertThat(json.readTree(json.writeValueAsString(description))).isEqualTo(example);
    }
}

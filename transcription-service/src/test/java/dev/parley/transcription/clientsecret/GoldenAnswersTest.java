package dev.parley.transcription.clientsecret;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.transcription.problem.Problem;
import dev.parley.transcription.testing.Golden;
import dev.parley.transcription.upstream.TranscriptionModel;
import dev.parley.transcription.upstream.UpstreamKind;
import dev.parley.transcription.upstream.UpstreamTarget;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the examples of the REST answers to what the code reads and writes. */
class GoldenAnswersTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void reads_a_wish() throws Exception {
        assertThat(json.treeToValue(Golden.read("client-transcription-session"), ClientSecretResource.Wish.class))
                .isEqualTo(new ClientSecretResource.Wish("en"));
    }

    @ParameterizedTest
    @CsvSource({
        "server-transcription-session, http://localhost:8083/v1, /v1",
        "server-transcription-session-openai, https://api.openai.com/v1, https://api.openai.com/v1",
    })
    void writes_an_answer(String name, URI base, String publicUrl) throws Exception {
        UpstreamTarget target = new UpstreamTarget(
                UpstreamKind.OPENAI,
                base,
                Optional.empty(),
                publicUrl,
                false,
                new TranscriptionModel("gpt-realtime-whisper"),
                List.of("en"));
        JsonNode example = Golden.read(name);
        ClientSecret secret = new ClientSecret(
                example.path("value").asText(), example.path("expires_at").asLong(), example.path("session"));
        JsonNode answer = json.valueToTree(new ClientSecretResource.Answer(
                secret, ClientSecretResource.Endpoints.of(target), new ClientSecretResource.Limits(30, 60)));
        assertThat(json.readTree(answer.toString())).isEqualTo(example);
    }

    @ParameterizedTest
    @MethodSource("problems")
    void writes_a_problem(String name) throws Exception {
        JsonNode example = Golden.read(name);
        Problem problem = json.treeToValue(example, Problem.class);
        assertThat(json.readTree(json.writeValueAsString(problem))).isEqualTo(example);
    }

    static Stream<String> problems() {
        return Golden.names("server-problem");
    }
}

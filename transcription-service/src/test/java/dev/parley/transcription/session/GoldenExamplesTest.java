package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.transcription.testing.Golden;
import dev.parley.transcription.upstream.UpstreamFailure;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the examples of the socket's protocol to what the code reads and writes. */
class GoldenExamplesTest {

    private static final Map<String, Class<? extends ClientMessage>> CLIENT = Map.of(
            "input_audio_buffer.append", ClientMessage.Append.class,
            "input_audio_buffer.commit", ClientMessage.Commit.class,
            "input_audio_buffer.clear", ClientMessage.Clear.class,
            "session.update", ClientMessage.ChangeLanguage.class,
            "parley.stop", ClientMessage.Stop.class);

    private final ObjectMapper json = new ObjectMapper();
    private final UpstreamTexts texts = new UpstreamTexts(json);

    static Stream<String> clientEvents() {
        return Golden.names("client-").filter(name -> !Golden.isRest(name));
    }

    static Stream<String> ownEvents() {
        return Golden.names("server-").filter(name -> isOwn(name) && !Golden.isRest(name));
    }

    static Stream<String> relayedEvents() {
        return Golden.names("server-").filter(name -> !isOwn(name) && !Golden.isRest(name));
    }

    private static boolean isOwn(String name) {
        return name.startsWith("server-parley.") || name.startsWith("server-error");
    }

    @ParameterizedTest
    @MethodSource("clientEvents")
    void reads_what_clients_say(String name) {
        JsonNode example = Golden.read(name);
        assertThat(new ClientMessages(json).read(example.toString()))
                .isInstanceOf(CLIENT.get(example.path("type").asText()));
        assertThat(name).startsWith("client-" + example.path("type").asText());
    }

    @ParameterizedTest
    @MethodSource("ownEvents")
    void writes_its_own_events(String name) throws Exception {
        JsonNode example = Golden.read(name);
        ServerEvent event = json.treeToValue(example, ServerEvent.class);
        assertThat(json.readTree(new ServerEvents(json).encode(event))).isEqualTo(example);
        if (event instanceof ServerEvent.Error) {
            assertThat(knownProblems())
                    .contains(Map.entry(
                            example.at("/error/code").asText(),
                            example.at("/error/message").asText()));
        } else if (event instanceof ServerEvent.Closing) {
            ServerEvent.Closing closing = (ServerEvent.Closing) event;
            assertThat(knownEndings()).contains(new Ending(closing.reason(), closing.code()));
        }
    }

    private static List<Map.Entry<String, String>> knownProblems() {
        return Stream.concat(
                        Arrays.stream(ClientFault.values()).map(fault -> Map.entry(fault.code(), fault.message())),
                        Arrays.stream(UpstreamFailure.values())
                                .map(failure -> Map.entry(failure.code(), failure.message())))
                .toList();
    }

    private static List<Ending> knownEndings() throws IllegalAccessException {
        List<Ending> endings = new ArrayList<>();
        for (Field field : Ending.class.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == Ending.class) {
                endings.add((Ending) field.get(null));
            }
        }
        Arrays.stream(UpstreamFailure.values()).map(Ending::of).forEach(endings::add);
        return endings;
    }

    @ParameterizedTest
    @MethodSource("relayedEvents")
    void passes_the_upstreams_events_on(String name) {
        String example = Golden.read(name).toString();
        UpstreamEvent event = UpstreamEvent.peek(example);
        assertThat(event.kind())
                .isNotIn(UpstreamEvent.Kind.HIDDEN, UpstreamEvent.Kind.UNREADABLE, UpstreamEvent.Kind.ERROR);
        switch (event.kind()) {
            case FAILED -> assertThat(texts.failed(example)).contains(example);
            case SESSION_CREATED, SESSION_UPDATED ->
                assertThat(texts.session(example).map(UpstreamTexts.Session::text))
                        .contains(example);
            default ->
                assertThat(name)
                        .startsWith("server-" + Golden.read(name).path("type").asText());
        }
    }
}

package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.transcription.testing.Golden;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/**
 * Whatever comes from either side, nothing is thrown, and every answer is JSON. Once with the same seed always, once with another each
 * time, which the report tells.
 */
class DecoderFuzzTest {

    private static final String SAME = "20260701";
    private static final Set<Integer> CLOSE_CODES = Set.of(1000, 4013, 4504, 4508);

    private final ObjectMapper json = new ObjectMapper();
    private final ClientMessages messages = new ClientMessages(json);
    private final ServerEvents events = new ServerEvents(json);
    private final UpstreamTexts texts = new UpstreamTexts(json);

    @Property(seed = SAME)
    void a_client_is_read_as_always(@ForAll("texts") String text) throws Exception {
        readAsClient(text);
    }

    @Property
    void a_client_is_read(@ForAll("texts") String text) throws Exception {
        readAsClient(text);
    }

    @Property(seed = SAME)
    void an_upstream_is_read_as_always(@ForAll("texts") String text) throws Exception {
        readAsUpstream(text);
    }

    @Property
    void an_upstream_is_read(@ForAll("texts") String text) throws Exception {
        readAsUpstream(text);
    }

    /** A whole session, with texts, bytes and an upstream that all make no sense. */
    @Property(tries = 50)
    void a_session_ends_in_a_documented_way_or_goes_on(
            @ForAll @Size(max = 20) List<@From("texts") String> said, @ForAll @Size(max = 99) List<Byte> bytes) {
        Scene scene = new Scene();
        FakeConnection upstream = scene.streaming();
        for (String text : said) {
            scene.session.text(text);
            upstream.say(text);
            scene.session.audio(Buffer.buffer(new byte[bytes.size()]));
        }
        scene.browser.ending.ifPresent(ending -> assertThat(CLOSE_CODES)
                .as(ending.reason())
                .contains(ending.closeCode() == 4513 ? 4013 : ending.closeCode()));
        scene.session.left();
        assertThat(scene.timers.waiting()).isZero();
    }

    private static final class Scene extends SessionScene {}

    private void readAsClient(String text) throws Exception {
        messages.read(text).accept(new ClientMessage.Visitor() {
            @Override
            public void append(ClientMessage.Append append) {}

            @Override
            public void commit(ClientMessage.Commit commit) {}

            @Override
            public void clear(ClientMessage.Clear clear) {}

            @Override
            public void changeLanguage(ClientMessage.ChangeLanguage change) {}

            @Override
            public void stop(ClientMessage.Stop stop) {}

            @Override
            public void refused(ClientMessage.Refused refused) {
                String error = events.error(refused.fault(), refused.param(), refused.eventId());
                byte[] wire = error.getBytes(StandardCharsets.UTF_8);
                try {
                    assertThat(json.readTree(wire).at("/error/code").asText())
                            .isEqualTo(refused.fault().code());
                } catch (IOException e) {
                    throw new AssertionError(error, e);
                }
            }
        });
    }

    private void readAsUpstream(String text) throws Exception {
        UpstreamEvent event = UpstreamEvent.peek(text);
        UpstreamEvent.itemOf(text);
        texts.error(text);
        texts.session(text);
        if (texts.failed(text).isPresent()) {
            json.readTree(texts.failed(text).orElseThrow());
        }
        assertThat(Seam.after(Seam.none()).pass(text, event)).isNotNull();
    }

    /** Real events with something cut out, put in or doubled; and texts that are nothing at all. */
    @Provide
    Arbitrary<String> texts() {
        List<String> golden =
                Golden.names("").map(name -> Golden.read(name).toString()).toList();
        Arbitrary<String> shred = Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        "\"",
                        ":",
                        ",",
                        "null",
                        "1e999",
                        "-",
                        "\\u0000",
                        "\\ud800",
                        "\ud800",
                        "\u0000",
                        "\"type\"",
                        "\"item_id\":7",
                        "\"event_id\":{}",
                        "\"error\":[]",
                        "AAAA",
                        "=",
                        "é",
                        "\ud83d\ude00")
                .injectDuplicates(0.1);
        Arbitrary<String> mutated = Combinators.combine(
                        Arbitraries.of(golden),
                        Arbitraries.randomValue(Random::nextLong),
                        Arbitraries.integers().between(0, 6),
                        shred)
                .as(DecoderFuzzTest::mutate);
        return Arbitraries.frequencyOf(
                Tuple.of(8, mutated),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(200)),
                Tuple.of(1, shred.list().ofMaxSize(60).map(parts -> String.join("", parts))));
    }

    private static String mutate(String golden, long seed, int times, String shred) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(golden);
        for (int time = 0; time < times && text.length() > 0; time++) {
            int from = random.nextInt(text.length());
            int to = Math.min(text.length(), from + random.nextInt(20));
            switch (random.nextInt(3)) {
                case 0 -> text.delete(from, to);
                case 1 -> text.insert(from, shred);
                default -> text.insert(from, text.substring(from, to));
            }
        }
        return text.toString();
    }
}

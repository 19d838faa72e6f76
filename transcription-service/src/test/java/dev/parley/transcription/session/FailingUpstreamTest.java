package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.transcription.testing.FailingUpstream;
import dev.parley.transcription.testing.LogCapture;
import dev.parley.transcription.upstream.RealUpstream;
import dev.parley.transcription.upstream.UpstreamFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way in which an upstream can fail is told once, in our words, and closes as the table says; what may pass is tried again,
 * and loses no audio. All rows run at the same time, each against an upstream of its own.
 */
class FailingUpstreamTest {

    private static final Path TABLE = Path.of("../docs/protocol/upstream-failures.json");
    private static final Path PAGE = Path.of("../docs/reliability.md");
    private static final int SECOND = 48_000;
    private static final String COMPLETED = "conversation.item.input_audio_transcription.completed";
    private static final String FAILED = "conversation.item.input_audio_transcription.failed";

    private static final Map<String, String> PATIENT = Map.of("parley.session.setup", "PT30S");

    private static final LogCapture LOG = new LogCapture();
    private static final Vertx NAMES = Vertx.vertx();
    private static Vertx vertx;
    private static List<Run> runs;
    private static List<Run> recoveries;

    /** A row, and the session that met it. */
    private record Run(JsonObject row, FakeBrowser browser, SimpleMeterRegistry registry) {

        static Run start(JsonObject row, String id, String baseUrl, Map<String, String> limits) {
            Run run = new Run(row, new FakeBrowser(id), new SimpleMeterRegistry());
            boolean silent = "silent".equals(row.getJsonObject("do").getString("address"));
            boolean mute = "mute".equals(row.getJsonObject("do").getString("address"));
            RealUpstream upstream = RealUpstream.of(
                    vertx,
                    Map.of(
                            "parley.upstream.openai-base-url",
                            baseUrl,
                            "parley.upstream.openai-api-key",
                            FailingUpstream.key(),
                            "parley.upstream.languages",
                            "en",
                            "parley.upstream.timeout",
                            silent ? "PT0.5S" : "PT10S",
                            "parley.upstream.ping",
                            mute ? "PT0.5S" : "PT20S"));
            vertx.getOrCreateContext().runOnContext(loop -> run.speak(upstream, limits));
            return run;
        }

        private void speak(RealUpstream upstream, Map<String, String> limits) {
            SessionTools tools =
                    TestTools.of(upstream.upstream(), new VertxTimers(vertx), registry, TestTools.limits(limits));
            TranscriptionSession session = new TranscriptionSession(tools, upstream.target(), browser, "en");
            browser.onText = text -> {
                String type = new JsonObject(text).getString("type");
                if (type.equals(COMPLETED) || type.equals(FAILED)) {
                    session.text("{\"type\":\"parley.stop\"}");
                }
            };
            session.open();
            session.audio(Buffer.buffer(new byte[SECOND]));
            session.text("{\"type\":\"input_audio_buffer.commit\"}");
        }

        Ending ending() throws Exception {
            return browser.closed.get(30, TimeUnit.SECONDS);
        }

        /** Lines of the log that name the session. */
        List<String> log(String event) {
            return LOG.warnings().stream()
                    .filter(line -> line.startsWith(event + " session=" + browser.id() + " "))
                    .toList();
        }

        double count(String name, String... tags) {
            return registry.find("parley.transcription." + name).tags(tags).counters().stream()
                    .mapToDouble(counter -> counter.count())
                    .sum();
        }

        @Override
        public String toString() {
            return row.getString("name");
        }
    }

    @BeforeAll
    static void startAll() throws Exception {
        vertx = Vertx.vertx(new VertxOptions()
                .setAddressResolverOptions(new AddressResolverOptions()
                        .setServers(List.of("127.0.0.1:" + FailingUpstream.nameServer(NAMES)))
                        .setHostsValue(Buffer.buffer("127.0.0.1 localhost\n"))));
        warmUp();
        runs = new ArrayList<>();
        recoveries = new ArrayList<>();
        for (JsonNode node : new ObjectMapper().readTree(TABLE.toFile())) {
            JsonObject row = new JsonObject(node.toString());
            FailingUpstream upstream = new FailingUpstream(vertx, row.getJsonObject("do"));
            String id = row.getString("name").replace(' ', '-');
            runs.add(Run.start(
                    row,
                    id,
                    isAtConnect(row) ? upstream.atConnect(Integer.MAX_VALUE) : upstream.inSession(),
                    Map.of(
                            "parley.session.setup", isAtConnect(row) ? "PT4S" : "PT30S",
                            "parley.session.answer", isSilence(row) ? "PT1S" : "PT30S")));
            if (row.getBoolean("again", false) && !row.getJsonObject("do").containsKey("address")) {
                recoveries.add(Run.start(row, "recovery-" + id, upstream.atConnect(1), PATIENT));
            }
        }
    }

    /** The rows run against the clock; the first session of a virtual machine loses against it. */
    private static void warmUp() throws Exception {
        JsonObject row = new JsonObject().put("do", new JsonObject());
        String baseUrl = new FailingUpstream(vertx, row.getJsonObject("do")).atConnect(0);
        assertThat(Run.start(row, "first", baseUrl, PATIENT).ending()).isEqualTo(Ending.STOPPED);
    }

    private static boolean isAtConnect(JsonObject row) {
        return row.getString("when").equals("connect");
    }

    private static boolean isSilence(JsonObject row) {
        return row.getJsonObject("do").containsKey("silence");
    }

    @AfterAll
    static void stopAll() {
        LOG.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        NAMES.close().toCompletionStage().toCompletableFuture().join();
    }

    static Stream<Run> runs() {
        return runs.stream();
    }

    static Stream<Run> recoveries() {
        return recoveries.stream();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void is_told_in_our_words(Run run) throws Exception {
        assertThat(run.ending().closeCode()).as(run.browser.texts.toString()).isEqualTo(run.row.getInteger("close"));
        String code = run.row.getString("code");
        List<JsonObject> errors = run.browser.texts.stream()
                .map(JsonObject::new)
                .filter(event -> event.containsKey("error"))
                .map(event -> event.getJsonObject("error"))
                .toList();
        assertThat(errors.stream().map(error -> error.getString("code")))
                .containsExactlyElementsOf(Optional.ofNullable(code).stream().toList());
        failure(code).ifPresent(failure -> {
            assertThat(errors.get(0).getString("message")).isEqualTo(failure.message());
            assertThat(run.count("upstream.failures", "kind", failure.code())).isPositive();
        });
        assertThat(run.browser.texts).noneMatch(text -> text.contains(FailingUpstream.key()));
        if (run.row.getInteger("close") == 1000) {
            assertThat(run.browser.types()).containsAnyOf(COMPLETED, FAILED);
        } else {
            String cause = " kind=" + code + " cause=" + run.row.getString("cause") + " again=";
            assertThat(run.log("upstream.failed")).anyMatch(line -> line.contains(cause));
        }
    }

    private static Optional<UpstreamFailure> failure(String code) {
        return Arrays.stream(UpstreamFailure.values())
                .filter(failure -> failure.code().equals(code))
                .findFirst();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void is_tried_again_if_it_may_pass(Run run) throws Exception {
        run.ending();
        assertThat(run.count("upstream.retries") > 0).isEqualTo(run.row.getBoolean("again", false));
    }

    @ParameterizedTest
    @MethodSource("recoveries")
    void loses_no_audio_when_it_passes(Run run) throws Exception {
        assertThat(run.ending()).isEqualTo(Ending.STOPPED);
        assertThat(run.browser.types()).doesNotContain("error").containsOnlyOnce("parley.ready");
        assertThat(run.browser.last(COMPLETED).getString("transcript")).isEqualTo(SECOND + " bytes");
        assertThat(run.count("upstream.retries")).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void is_counted_or_logged_where_nobody_is_told(Run run) throws Exception {
        run.ending();
        String metric = run.row.getString("metric");
        if (metric != null) {
            assertThat(run.count("upstream.failures", "kind", metric)).isEqualTo(1);
            assertThat(run.log("upstream.reported")).hasSize(1).allMatch(line -> line.contains("kind=" + metric));
        }
    }

    @Test
    void no_line_has_a_secret_a_stack_trace_or_the_rank_of_an_error() throws Exception {
        for (Run run : runs) {
            run.ending();
        }
        assertThat(LOG.errors()).isEmpty();
        assertThat(LOG.lines()).noneMatch(line -> line.contains("sk-marked"));
        assertThat(LOG.warnings()).isNotEmpty().noneMatch(line -> line.contains("\tat "));
    }

    @Test
    void the_page_on_reliability_has_a_row_for_each() throws Exception {
        List<String> documented = Pattern.compile("(?m)^\\| upstream: (.+?) \\|")
                .matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(documented)
                .containsExactlyElementsOf(
                        runs.stream().map(run -> run.row.getString("name")).toList());
    }
}

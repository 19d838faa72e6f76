package dev.parley.transcription;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.transcription.testing.WithStandIn;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every metric that is there is documented, and every documented one is there, before anybody has come. */
@QuarkusTest
@WithTestResource(WithStandIn.class)
class MetricsTest {

    private static final Path PAGE = Path.of("../docs/metrics.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(parley_\\w+)` \\| (\\w+) \\| ([^|]*)\\|");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final Pattern SAMPLE =
            Pattern.compile("(?m)^(parley_\\w+?)(?:_bucket|_count|_sum|_max)?(?:\\{([^}]*)\\})? ");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Test
    void are_documented_and_there() throws Exception {
        assertThat(existing(given().get(metrics).asString())).isEqualTo(documented());
    }

    /** The labels of each. */
    private static Map<String, TreeSet<String>> existing(String scrape) {
        Map<String, TreeSet<String>> found = new TreeMap<>(Comparator.naturalOrder());
        SAMPLE.matcher(scrape).results().forEach(sample -> found.computeIfAbsent(
                        sample.group(1), name -> new TreeSet<>())
                .addAll(labels(LABEL, sample.group(2) == null ? "" : sample.group(2))));
        found.values().forEach(labels -> labels.remove("le"));
        return found;
    }

    private static Map<String, TreeSet<String>> documented() throws Exception {
        String page = Files.readString(PAGE);
        int start = page.indexOf("## transcription-service");
        int end = page.indexOf("\n## ", start);
        return ROW.matcher(page.substring(start, end < 0 ? page.length() : end))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> labels(NAME, row.group(3)),
                        (one, other) -> {
                            throw new AssertionError("Documented twice");
                        },
                        TreeMap::new));
    }

    private static TreeSet<String> labels(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult label) -> label.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

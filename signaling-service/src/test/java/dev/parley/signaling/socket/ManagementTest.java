package dev.parley.signaling.socket;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ManagementTest {

    private static final Path DOCUMENTATION = Path.of("..", "docs", "metrics.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(parley_[a-z_]+)` ");
    private static final Pattern MEMORY_ROW = Pattern.compile(ROW.pattern() + "(?!.*\\| with Redis:)");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(parley_[a-z_]+)");
    private static final Pattern SUMMARY = Pattern.compile("_(count|sum|max|bucket)$");

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @TestHTTPResource("/q/")
    URI publicPort;

    @ParameterizedTest
    @ValueSource(strings = {"health/live", "health/ready"})
    void saysThatItIsWell(String path) {
        given().get(management.resolve(path)).then().statusCode(200).body("status", equalTo("UP"));
    }

    /** Before anybody has come: dashboards and alarms need no first incident. */
    @Test
    void everyMetricIsDocumentedAndEveryDocumentedOneExists() throws IOException {
        assertThat(existing(management)).isEqualTo(documented(false));
    }

    /** The names of the metrics that a service shows. */
    static Set<String> existing(URI management) {
        return names(
                SAMPLE,
                given().get(management.resolve("metrics"))
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
    }

    /** The names of the metrics that the documentation lists. */
    static Set<String> documented(boolean withRedis) throws IOException {
        return names(withRedis ? ROW : MEMORY_ROW, section());
    }

    private static String section() throws IOException {
        String all = Files.readString(DOCUMENTATION);
        int start = all.indexOf("## signaling-service");
        int next = all.indexOf("\n## ", start);
        return all.substring(start, next < 0 ? all.length() : next);
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> SUMMARY.matcher(found.group(1)).replaceFirst(""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "metrics"})
    void isNotOnThePublicPort(String path) {
        given().get(publicPort.resolve(path)).then().statusCode(404);
    }
}

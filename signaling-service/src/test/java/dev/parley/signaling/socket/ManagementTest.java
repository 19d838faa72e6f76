package dev.parley.signaling.socket;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.parley.signaling.testing.SocketClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ManagementTest {

    private static final Path DOCUMENTATION = Path.of("..", "docs", "protocol", "rooms.md");
    private static final Pattern METRIC = Pattern.compile("`(parley_[a-z_]+)");

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @TestHTTPResource("/q/")
    URI publicPort;

    @TestHTTPResource("/ws/chat")
    URI chat;

    @ParameterizedTest
    @ValueSource(strings = {"health/live", "health/ready"})
    void saysThatItIsWell(String path) {
        given().get(management.resolve(path)).then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void everyDocumentedMetricExists() throws IOException {
        try (SocketClient ada = SocketClient.hello(chat, "Ada")) {
            ada.send("say", "id", "no uuid").awaitError("invalid_message");
            String metrics = given().get(management.resolve("metrics"))
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();

            assertThat(metrics).contains("parley_sockets{door=\"chat\"}");
            assertThat(METRIC.matcher(Files.readString(DOCUMENTATION)).results().map(found -> found.group(1)))
                    .hasSizeGreaterThan(10)
                    .allSatisfy(name -> assertThat(metrics).contains("\n" + name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "metrics"})
    void isNotOnThePublicPort(String path) {
        given().get(publicPort.resolve(path)).then().statusCode(404);
    }
}

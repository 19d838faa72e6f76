package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private static final String LOADING = """
            {"status":"DOWN","checks":[{"name":"live","status":"UP"},
             {"name":"speech","status":"DOWN","data":{"reason":"weights are being loaded"}}]}""";

    private final List<String> console = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/q/health/ready", exchange -> {
            var ready = refusals.getAndDecrement() <= 0;
            var body = (ready ? "{}" : LOADING).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(ready ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void waitsUntilAllAreReady() throws Exception {
        refusals.set(3);

        new Readiness(console::add, Duration.ofSeconds(20)).await(List.of(part("speech")), new CompletableFuture<>());

        assertThat(console).singleElement().asString().contains("speech is ready");
    }

    @Test
    void saysWhatIsAwaitedWhenItTakesTooLong() {
        refusals.set(Integer.MAX_VALUE);

        assertThatThrownBy(() -> new Readiness(console::add, Duration.ofMillis(300))
                        .await(List.of(part("offline-realtime")), new CompletableFuture<>()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("offline-realtime (speech: weights are being loaded)");
    }

    @Test
    void giveUpAsSoonAsAPartDies() throws Exception {
        refusals.set(Integer.MAX_VALUE);

        new Readiness(console::add, Duration.ofMinutes(5))
                .await(List.of(part("speech")), CompletableFuture.completedFuture("dead"));

        assertThat(console).isEmpty();
    }

    private Part part(String name) {
        var readiness = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/q/health/ready");
        return new Part(name, List.of("none"), Map.of(), Path.of(""), readiness);
    }
}

package dev.parley.launcher;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Waits until each part says on its management port that it is ready, and shows meanwhile what is awaited. */
final class Readiness {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration REMINDER = Duration.ofSeconds(5);

    private final Consumer<String> console;
    private final Duration limit;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    Readiness(Consumer<String> console, Duration limit) {
        this.console = console;
        this.limit = limit;
    }

    /**
     * Returns when all are ready, or as soon as {@code death} is done.
     *
     * @throws StartFailure if some part isn't ready within the limit
     */
    void await(List<Part> parts, CompletableFuture<?> death) throws StartFailure, InterruptedException {
        var begin = System.nanoTime();
        var waiting = new ArrayList<>(parts);
        var reminder = REMINDER;
        while (!death.isDone()) {
            var elapsed = Duration.ofNanos(System.nanoTime() - begin);
            waiting.removeIf(part -> reportReady(part, elapsed));
            if (waiting.isEmpty()) {
                return;
            }
            if (elapsed.compareTo(limit) > 0) {
                throw new StartFailure("Not ready after " + limit.toSeconds() + " s: " + reasons(waiting));
            }
            if (elapsed.compareTo(reminder) > 0) {
                console.accept("  still waiting (" + elapsed.toSeconds() + " s) for " + reasons(waiting));
                reminder = elapsed.plus(REMINDER);
            }
            pause(death);
        }
    }

    private boolean reportReady(Part part, Duration elapsed) {
        var ready = isReady(part);
        if (ready) {
            console.accept("  %s is ready (%.1f s)".formatted(part.name(), elapsed.toMillis() / 1000.0));
        }
        return ready;
    }

    private boolean isReady(Part part) {
        try {
            return client.send(request(part), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String reasons(List<Part> waiting) {
        return waiting.stream().map(part -> part.name() + reason(part)).collect(Collectors.joining(", "));
    }

    /** What the part's own checks say about why it isn't ready; empty if it doesn't answer yet. */
    private String reason(Part part) {
        try {
            var health = new JsonObject(
                    client.send(request(part), BodyHandlers.ofString()).body());
            var reasons = health.getJsonArray("checks").stream()
                    .map(JsonObject.class::cast)
                    .filter(check -> "DOWN".equals(check.getString("status")))
                    .map(check -> check.getString("name") + detail(check))
                    .collect(Collectors.joining("; "));
            return reasons.isEmpty() ? "" : " (" + reasons + ")";
        } catch (IOException | DecodeException | ClassCastException | NullPointerException noDetails) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String detail(JsonObject check) {
        var data = check.getJsonObject("data", new JsonObject());
        return data.isEmpty()
                ? ""
                : ": "
                        + data.stream()
                                .map(entry -> String.valueOf(entry.getValue()))
                                .collect(Collectors.joining(", "));
    }

    private static HttpRequest request(Part part) {
        return HttpRequest.newBuilder(part.readiness())
                .timeout(Duration.ofSeconds(2))
                .build();
    }

    private static void pause(CompletableFuture<?> death) throws InterruptedException {
        try {
            death.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException alive) {
            // Nobody died meanwhile: look again.
        }
    }
}

package dev.parley.transcription.clientsecret;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.transcription.testing.OpenAi;
import dev.parley.transcription.upstream.TranscriptionModel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** OpenAI understands what we ask for a key with, and we understand its answer. */
class OpenAiMintTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void openai_mints_a_key() throws Exception {
        String key = OpenAi.key();
        String body = json.writeValueAsString(ClientSecretRequest.of(
                new TranscriptionModel("gpt-realtime-whisper").session("en"), Duration.ofMinutes(1)));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("https://api.openai.com/v1/realtime/client_secrets"))
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        ClientSecret secret = json.readerFor(ClientSecret.class)
                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(answer.body());
        assertThat(secret.value()).startsWith("ek_");
        assertThat(secret.expiresAt() * 1000 - System.currentTimeMillis()).isBetween(0L, 70_000L);
    }
}

package dev.parley.offline.api;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;

/** Calls for ephemeral keys. */
final class Secrets {

    static final String LIVE = """
            {"format": {"type": "audio/pcm", "rate": 24000}, "transcription": {"model": "gpt-realtime-whisper", "language": "en"}, "turn_detection": null}""";

    private Secrets() {}

    /** Asks with the standard key. */
    static ValidatableResponse create(String body) {
        return given().header("Authorization", "Bearer offline")
                .contentType("application/json")
                .body(body)
                .post("/v1/realtime/client_secrets")
                .then();
    }

    /** A key for a session with that audio input. */
    static String keyFor(String input) {
        return create(session(input)).statusCode(200).extract().path("value");
    }

    static String session(String input) {
        return "{\"session\": {\"type\": \"transcription\", \"audio\": {\"input\": " + input + "}}}";
    }
}

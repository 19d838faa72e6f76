package dev.parley.offline.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ClientSecretsTest {

    @Test
    void aKeyComesWithItsSession() {
        Secrets.create(Secrets.session(Secrets.LIVE))
                .statusCode(200)
                .contentType("application/json")
                .body("value", startsWith("ek_"))
                .body("session.type", equalTo("transcription"))
                .body("session.object", equalTo("realtime.transcription_session"))
                .body("session.id", startsWith("sess_"))
                .body("session.expires_at", equalTo(0))
                .body("session.audio.input.format.rate", equalTo(24_000))
                .body("session.audio.input.transcription.model", equalTo("gpt-realtime-whisper"))
                .body("session.audio.input.turn_detection", nullValue());
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "7200, 7200", ", 600"})
    void theKeyLivesAsLongAsWasAskedFor(Integer asked, long seconds) {
        String expiry =
                asked == null ? "" : "\"expires_after\": {\"anchor\": \"created_at\", \"seconds\": " + asked + "}, ";
        long before = Instant.now().getEpochSecond();
        Number expiresAt = Secrets.create(
                        "{" + expiry + Secrets.session(Secrets.LIVE).substring(1))
                .statusCode(200)
                .extract()
                .path("expires_at");

        assertThat(expiresAt.longValue()).isBetween(before + seconds, before + seconds + 30);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                       | missing_required_parameter | session.type
            {"session": {}}                                                          | missing_required_parameter | session.type
            {"session": {"type": "realtime"}}                                        | invalid_parameter          | session.type
            {"session": {"type": "transcription", "x": 1}}                           | unknown_parameter          | session.x
            {"expires_after": {"anchor": "created_at", "seconds": 9}, "session": {}} | integer_below_min_value    | expires_after.seconds
            {"expires_after": {"seconds": 7201}, "session": {}}                      | integer_above_max_value    | expires_after.seconds
            {"expires_after": {"anchor": "later"}, "session": {}}                    | invalid_value              | expires_after.anchor
            {"key": "x"}                                                             | unknown_parameter          | key
            """)
    void aRequestThatBreaksARuleIsRefused(String body, String code, String param) {
        Secrets.create(body)
                .statusCode(400)
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.code", equalTo(code))
                .body("error.param", equalTo(param))
                .body("error.message", not(blankOrNullString()));
    }

    @Test
    void turnDetectionOfALiveModelIsRefused() {
        Secrets.create(Secrets.session("""
                        {"transcription": {"model": "gpt-realtime-whisper"}, "turn_detection": {"type": "server_vad"}}"""))
                .statusCode(400)
                .body("error.code", equalTo("invalid_value"))
                .body("error.param", equalTo("session.audio.input.turn_detection"))
                .body("error.message", equalTo("Turn detection is not supported for this transcription model."));
    }

    @Test
    void whatIsNoJsonIsRefused() {
        Secrets.create("{\"session\":").statusCode(400).body("error.code", nullValue());
    }

    @Test
    void aKeyIsNeeded() {
        given().contentType("application/json")
                .body(Secrets.session(Secrets.LIVE))
                .post("/v1/realtime/client_secrets")
                .then()
                .statusCode(401)
                .body("error.code", nullValue())
                .body("error.param", nullValue())
                .body("error.message", equalTo("Missing bearer or basic authentication in header"));
    }

    @Test
    void aWrongKeyIsRefusedAndNotRepeated() {
        String answer = given().header("Authorization", "Bearer sk-wrong-and-secret")
                .contentType("application/json")
                .body(Secrets.session(Secrets.LIVE))
                .post("/v1/realtime/client_secrets")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("invalid_api_key"))
                .extract()
                .asString();

        assertThat(answer).doesNotContain("sk-wrong-and-secret");
    }

    @Test
    void anEphemeralKeyMakesNoOthers() {
        given().header("Authorization", "Bearer " + Secrets.keyFor(Secrets.LIVE))
                .contentType("application/json")
                .body(Secrets.session(Secrets.LIVE))
                .post("/v1/realtime/client_secrets")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("invalid_api_key"));
    }

    @Test
    void anotherSitesPageIsRefused() {
        given().header("Authorization", "Bearer offline")
                .header("Origin", "https://elsewhere.example")
                .contentType("application/json")
                .body(Secrets.session(Secrets.LIVE))
                .post("/v1/realtime/client_secrets")
                .then()
                .statusCode(403);
    }
}

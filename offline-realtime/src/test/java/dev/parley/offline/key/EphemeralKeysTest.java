package dev.parley.offline.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.offline.protocol.InvalidRequestException;
import dev.parley.offline.session.SessionConfig;
import dev.parley.offline.session.Transcription;
import dev.parley.offline.session.TranscriptionModel;
import dev.parley.offline.session.TurnDetection;
import dev.parley.offline.speech.AudioFormat;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class EphemeralKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final SessionConfig LIVE = config("gpt-live-transcribe", "names of people");

    private final EphemeralKeys keys = at(NOW, "secret");

    @Test
    void aKeyCarriesItsConfiguration() throws InvalidRequestException {
        SessionConfig turns = new SessionConfig(
                AudioFormat.PCMU,
                new Transcription(TranscriptionModel.WHISPER_1, null, null, null, null, null),
                "far_field",
                new TurnDetection.ServerVad(0.25, 100, 700),
                List.of("item.input_audio_transcription.logprobs"));

        for (SessionConfig config : List.of(LIVE, turns, SessionConfig.DEFAULT)) {
            assertThat(keys.check(keys.issue(config, NOW.plusSeconds(60))))
                    .isEqualTo(new EphemeralKeys.Check.Valid(config));
        }
    }

    @Test
    void aKeyCanStandInASubProtocolsName() throws InvalidRequestException {
        assertThat(keys.issue(LIVE, NOW.plusSeconds(60))).matches("ek_[A-Za-z0-9_-]+");
    }

    @Test
    void twoKeysAreNeverTheSame() throws InvalidRequestException {
        assertThat(keys.issue(LIVE, NOW.plusSeconds(60))).isNotEqualTo(keys.issue(LIVE, NOW.plusSeconds(60)));
    }

    @Test
    void aKeyExpires() throws InvalidRequestException {
        String key = keys.issue(LIVE, NOW.plusSeconds(60));

        assertThat(at(NOW.plusSeconds(59), "secret").check(key)).isInstanceOf(EphemeralKeys.Check.Valid.class);
        assertThat(at(NOW.plusSeconds(60), "secret").check(key)).isInstanceOf(EphemeralKeys.Check.Expired.class);
    }

    @Test
    void aKeyOfAnotherServerIsForged() throws InvalidRequestException {
        String key = at(NOW, "another secret").issue(LIVE, NOW.plusSeconds(60));

        assertThat(keys.check(key)).isInstanceOf(EphemeralKeys.Check.Forged.class);
    }

    @Test
    void aKeyThatWasTouchedIsForged() throws InvalidRequestException {
        String key = keys.issue(LIVE, NOW.plusSeconds(60));
        for (int i = 3; i < key.length() - 1; i += 7) {
            char other = key.charAt(i) == 'A' ? 'B' : 'A';
            String touched = key.substring(0, i) + other + key.substring(i + 1);
            assertThat(keys.check(touched)).isInstanceOf(EphemeralKeys.Check.Forged.class);
        }
    }

    @Test
    void whatIsNoKeyIsForged() {
        for (String key :
                List.of("", "ek_", "ek_AAAA", "offline", "ek_***", "sk-something", "ek_" + "A".repeat(9_000))) {
            assertThat(keys.check(key)).isInstanceOf(EphemeralKeys.Check.Forged.class);
        }
    }

    @Test
    void aConfigurationThatIsTooLongForAHeaderIsRefused() {
        SessionConfig config = config("gpt-live-transcribe", "x".repeat(8_000));

        assertThatThrownBy(() -> keys.issue(config, NOW.plusSeconds(60)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("too long");
    }

    private static SessionConfig config(String model, String prompt) {
        TranscriptionModel known = TranscriptionModel.byId(model).orElseThrow();
        return new SessionConfig(
                AudioFormat.PCM16, new Transcription(known, "en", null, prompt, null, "low"), null, null, null);
    }

    private static EphemeralKeys at(Instant now, String secret) {
        return new EphemeralKeys(secret.getBytes(StandardCharsets.UTF_8), Clock.fixed(now, ZoneOffset.UTC));
    }
}

package dev.parley.offline.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.offline.protocol.ApiError;
import dev.parley.offline.protocol.InvalidRequestException;
import dev.parley.offline.protocol.Members;
import dev.parley.offline.speech.AudioFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code session} object of a request as a change to a configuration: members that aren't there stay as they were.
 *
 * <p>All or nothing: a change that breaks a rule leaves the configuration alone. Stateless.
 */
public final class SessionConfigReader {

    static final String PCM = "audio/pcm";
    static final String PCMU = "audio/pcmu";
    static final String PCMA = "audio/pcma";

    private static final List<String> INCLUDES = List.of("item.input_audio_transcription.logprobs");

    private SessionConfigReader() {}

    /**
     * Applies a change.
     *
     * @param base what holds where the change says nothing
     * @param session the value of the request's member {@code session}
     */
    public static SessionConfig read(SessionConfig base, JsonNode session) throws InvalidRequestException {
        Members members = Members.of(session, "session").only("type", "audio", "include");
        requireTranscription(members);
        Optional<Members> audio = members.object("audio");
        Optional<Members> input =
                audio.isEmpty() ? audio : audio.get().only("input").object("input");
        SessionConfig changed = input.isEmpty() ? base : readInput(base, input.get());
        return members.has("include") ? withInclude(changed, members) : changed;
    }

    /** Reads a configuration back from what {@link SessionView} made of it. */
    public static SessionConfig readView(JsonNode view) throws InvalidRequestException {
        Members session = Members.of(view, "session");
        Optional<Members> audio = session.object("audio");
        Optional<Members> input = audio.isEmpty() ? audio : audio.get().object("input");
        SessionConfig config = input.isEmpty() ? SessionConfig.DEFAULT : readInput(SessionConfig.DEFAULT, input.get());
        return session.has("include") ? withInclude(config, session) : config;
    }

    private static void requireTranscription(Members session) throws InvalidRequestException {
        String type = session.requiredString("type");
        if (type.equals("realtime")) {
            throw new InvalidRequestException(ApiError.invalid(
                    "invalid_parameter",
                    session.pathOf("type"),
                    "This server has transcription sessions only: a session of type 'realtime' is not possible."));
        }
        session.oneOf("type", List.of("transcription"));
    }

    private static SessionConfig readInput(SessionConfig base, Members input) throws InvalidRequestException {
        input.only("format", "transcription", "noise_reduction", "turn_detection");
        Transcription transcription = transcription(base.transcription(), input);
        TurnDetection turnDetection = turnDetection(base.turnDetection(), input);
        if (transcription != null && transcription.model().isLive() && turnDetection != null) {
            if (input.value("turn_detection").isPresent()) {
                throw new InvalidRequestException(ApiError.wrongValue(
                        input.pathOf("turn_detection"),
                        "Turn detection is not supported for this transcription model."));
            }
            // Nobody asked for it: it is only what a session has from the start.
            turnDetection = null;
        }
        return new SessionConfig(
                format(base.format(), input),
                transcription,
                noiseReduction(base, input),
                turnDetection,
                base.include());
    }

    private static AudioFormat format(AudioFormat base, Members input) throws InvalidRequestException {
        Optional<Members> format = input.object("format");
        if (format.isEmpty()) {
            return base;
        }
        Members members = format.get().only("type", "rate");
        members.requiredString("type");
        String type = members.oneOf("type", List.of(PCM, PCMU, PCMA)).orElseThrow();
        if (!type.equals(PCM)) {
            members.only("type");
            return type.equals(PCMU) ? AudioFormat.PCMU : AudioFormat.PCMA;
        }
        int rate = AudioFormat.PCM16.samplesPerSecond();
        if (members.integer("rate", rate, rate).isEmpty()) {
            throw new InvalidRequestException(ApiError.missing(members.pathOf("rate")));
        }
        return AudioFormat.PCM16;
    }

    private static @Nullable Transcription transcription(@Nullable Transcription base, Members input)
            throws InvalidRequestException {
        if (!input.has("transcription")) {
            return base;
        }
        Optional<Members> members = input.object("transcription");
        return members.isEmpty() ? null : TranscriptionReader.read(base, members.get());
    }

    private static @Nullable String noiseReduction(SessionConfig base, Members input) throws InvalidRequestException {
        if (!input.has("noise_reduction")) {
            return base.noiseReduction();
        }
        Optional<Members> members = input.object("noise_reduction");
        if (members.isEmpty()) {
            return null;
        }
        members.get().only("type").requiredString("type");
        return members.get().oneOf("type", List.of("near_field", "far_field")).orElseThrow();
    }

    private static @Nullable TurnDetection turnDetection(@Nullable TurnDetection base, Members input)
            throws InvalidRequestException {
        if (!input.has("turn_detection")) {
            return base;
        }
        Optional<Members> members = input.object("turn_detection");
        return members.isEmpty() ? null : TurnDetectionReader.read(base, members.get());
    }

    private static SessionConfig withInclude(SessionConfig config, Members session) throws InvalidRequestException {
        List<String> include = session.isNull("include") ? null : session.strings("include");
        if (include != null) {
            for (String value : include) {
                if (!INCLUDES.contains(value)) {
                    throw new InvalidRequestException(Members.unsupported(session.pathOf("include"), value, INCLUDES));
                }
            }
        }
        return new SessionConfig(
                config.format(), config.transcription(), config.noiseReduction(), config.turnDetection(), include);
    }
}

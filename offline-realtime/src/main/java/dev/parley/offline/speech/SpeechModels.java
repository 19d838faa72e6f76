package dev.parley.offline.speech;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The models of the engine, loaded. Thread-safe. */
final class SpeechModels implements AutoCloseable {

    private static final String VOICE_DETECTOR = "silero_vad_v5.onnx";
    private static final String VOCABULARY = "vocabulary.txt";

    private final SileroVad voiceDetector;
    private final Moonshine quick;
    private final Moonshine exact;

    private SpeechModels(SileroVad voiceDetector, Moonshine quick, Moonshine exact) {
        this.voiceDetector = voiceDetector;
        this.quick = quick;
        this.exact = exact;
    }

    /**
     * Loads all of them: some seconds.
     *
     * @param folder with the weights, as the build lays them out
     * @param progress told what comes next
     * @throws ModelsUnavailableException if a file is missing or isn't what it should be
     */
    static SpeechModels load(Path folder, Consumer<String> progress) throws ModelsUnavailableException {
        requireFiles(folder);
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            // ONNX Runtime would report its use to its makers; here nothing leaves the machine.
            environment.setTelemetry(false);
            progress.accept("the voice detector (1 of 3)");
            SileroVad voiceDetector = new SileroVad(environment, folder.resolve(VOICE_DETECTOR));
            Vocabulary vocabulary = Vocabulary.read(folder.resolve(VOCABULARY));
            progress.accept("the quick speech model (2 of 3)");
            Moonshine quick = warm(new Moonshine(environment, folder, Moonshine.Size.TINY, vocabulary));
            progress.accept("the exact speech model (3 of 3)");
            Moonshine exact = warm(new Moonshine(environment, folder, Moonshine.Size.BASE, vocabulary));
            return new SpeechModels(voiceDetector, quick, exact);
        } catch (OrtException | IOException | LinkageError failure) {
            throw new ModelsUnavailableException("the speech models in " + folder + " can't be loaded", failure);
        }
    }

    /** The first decode is far slower than all others; nobody should have to wait for it. */
    private static Moonshine warm(Moonshine model) throws OrtException {
        Optional<Moonshine.Hypothesis> nothing = model.transcribe(new float[Moonshine.SAMPLE_RATE], false, () -> false);
        if (nothing.isEmpty()) {
            throw new IllegalStateException("a decode that nobody abandoned has no result");
        }
        return model;
    }

    private static void requireFiles(Path folder) throws ModelsUnavailableException {
        for (String file : files()) {
            if (!Files.isRegularFile(folder.resolve(file))) {
                throw new ModelsUnavailableException(
                        "the speech models are incomplete: " + folder.resolve(file) + " is missing");
            }
        }
    }

    private static List<String> files() {
        return List.of(
                VOICE_DETECTOR,
                VOCABULARY,
                "tiny/encoder_model.onnx",
                "tiny/decoder_model_merged.onnx",
                "base/encoder_model.onnx",
                "base/decoder_model_merged.onnx");
    }

    SileroVad voiceDetector() {
        return voiceDetector;
    }

    /** The small model: four times as fast, and wrong a little more often. */
    Moonshine quick() {
        return quick;
    }

    /** The large model. */
    Moonshine exact() {
        return exact;
    }

    @Override
    public void close() throws OrtException {
        voiceDetector.close();
        quick.close();
        exact.close();
    }
}

package dev.parley.offline.speech;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A Moonshine speech model: a piece of audio in, its English text out, by greedy decoding.
 *
 * <p>Thread-safe; each decode takes one thread of the caller's, and memory in proportion to the audio: who calls bounds how many run at once.
 */
final class Moonshine implements AutoCloseable {

    static final int SAMPLE_RATE = 16_000;

    /** Audio shorter than this (samples) makes the encoder fail. */
    static final int SHORTEST = SAMPLE_RATE / 8;

    private static final int BEGIN = 1;
    private static final int END = 2;

    /** Nobody speaks faster: more tokens than this mean that the decoder runs in a circle. */
    private static final double TOKENS_PER_SECOND = 6.5;

    private final OrtEnvironment environment;
    private final OrtSession encoder;
    private final OrtSession decoder;
    private final KeyValueCache.Shape cacheShape;
    private final Vocabulary vocabulary;

    /** The two sizes that the weights come in. */
    enum Size {
        TINY("tiny", new KeyValueCache.Shape(6, 8, 36)),
        BASE("base", new KeyValueCache.Shape(8, 8, 52));

        private final String folder;
        private final KeyValueCache.Shape cacheShape;

        Size(String folder, KeyValueCache.Shape cacheShape) {
            this.folder = folder;
            this.cacheShape = cacheShape;
        }

        /** Name of the folder with its weights. */
        String folder() {
            return folder;
        }
    }

    /**
     * What was understood.
     *
     * @param text without white space around it; empty if the model heard nothing
     * @param tokens how many tokens the model took to say it
     */
    record Hypothesis(String text, int tokens) {

        static final Hypothesis NOTHING = new Hypothesis("", 0);
    }

    Moonshine(OrtEnvironment environment, Path models, Size size, Vocabulary vocabulary) throws OrtException {
        this.environment = environment;
        this.vocabulary = vocabulary;
        this.cacheShape = size.cacheShape;
        Path folder = models.resolve(size.folder());
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            this.encoder = environment.createSession(
                    folder.resolve("encoder_model.onnx").toString(), options);
            this.decoder = environment.createSession(
                    folder.resolve("decoder_model_merged.onnx").toString(), options);
        }
    }

    /**
     * Transcribes one piece of speech of at most half a minute.
     *
     * @param samples mono, at {@link #SAMPLE_RATE}
     * @param certainlySpeech whether an empty answer is out of the question: clear speech makes the model say "the end" as its first token now
     *     and then, and silence makes it say "You" when it must not
     * @param abandoned asked at the beginning and before each token; true makes it give up
     * @return nothing if it was abandoned
     */
    Optional<Hypothesis> transcribe(float[] samples, boolean certainlySpeech, BooleanSupplier abandoned)
            throws OrtException {
        if (abandoned.getAsBoolean()) {
            return Optional.empty();
        }
        if (samples.length < SHORTEST) {
            return Optional.of(Hypothesis.NOTHING);
        }
        float[] audio = GainControl.normalise(samples);
        try (OnnxTensor input =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(audio), new long[] {1, audio.length});
                OrtSession.Result encoded = encoder.run(Map.of("input_values", input))) {
            int longest = (int) Math.max(1, TOKENS_PER_SECOND * audio.length / SAMPLE_RATE);
            return decode((OnnxTensor) encoded.get(0), longest, certainlySpeech, abandoned);
        }
    }

    private Optional<Hypothesis> decode(
            OnnxTensor hidden, int longest, boolean certainlySpeech, BooleanSupplier abandoned) throws OrtException {
        List<Integer> tokens = new ArrayList<>();
        try (KeyValueCache cache = new KeyValueCache(environment, cacheShape)) {
            int token = BEGIN;
            while (tokens.size() < longest) {
                if (abandoned.getAsBoolean()) {
                    return Optional.empty();
                }
                token = next(cache, hidden, token, certainlySpeech && tokens.isEmpty());
                if (token == END) {
                    break;
                }
                tokens.add(token);
            }
        }
        return Optional.of(new Hypothesis(vocabulary.text(tokens), tokens.size()));
    }

    private int next(KeyValueCache cache, OnnxTensor hidden, int token, boolean endForbidden) throws OrtException {
        try (OnnxTensor ids =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[] {token}), new long[] {1, 1});
                OnnxTensor useCache = OnnxTensor.createTensor(environment, new boolean[] {cache.isFilled()})) {
            Map<String, OnnxTensor> inputs = new HashMap<>(cache.inputs());
            inputs.put("input_ids", ids);
            inputs.put("encoder_hidden_states", hidden);
            inputs.put("use_cache_branch", useCache);
            OrtSession.Result result = decoder.run(inputs);
            cache.keep(result);
            return likeliest(((OnnxTensor) result.get("logits").orElseThrow()).getFloatBuffer(), endForbidden);
        }
    }

    private static int likeliest(FloatBuffer logits, boolean endForbidden) {
        int best = -1;
        float highest = Float.NEGATIVE_INFINITY;
        for (int token = 0; token < logits.remaining(); token++) {
            float logit = logits.get(token);
            if (logit > highest && !(endForbidden && token == END)) {
                best = token;
                highest = logit;
            }
        }
        return best;
    }

    @Override
    public void close() throws OrtException {
        encoder.close();
        decoder.close();
    }
}

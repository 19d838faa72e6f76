package dev.parley.offline.speech;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the decoder remembers between two tokens: the attention keys and values of each layer.
 *
 * <p>Those that look at the audio are computed with the first token and stay; those that look at the text are replaced with each token. The tensors
 * live in native memory and belong to the results that made them, so the cache owns those results and closes them. Not thread-safe.
 */
final class KeyValueCache implements AutoCloseable {

    private static final String PAST = "past_key_values.";

    /**
     * How large the cache of a model is.
     *
     * @param layers layers of the decoder
     * @param heads attention heads of a layer
     * @param headSize numbers of a head
     */
    record Shape(int layers, int heads, int headSize) {}

    private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    private final List<OnnxTensor> empty = new ArrayList<>();
    private OrtSession.@Nullable Result first;
    private OrtSession.@Nullable Result latest;

    KeyValueCache(OrtEnvironment environment, Shape shape) throws OrtException {
        long[] none = {0, shape.heads(), 1, shape.headSize()};
        for (int layer = 0; layer < shape.layers(); layer++) {
            for (String part : List.of("decoder.key", "decoder.value", "encoder.key", "encoder.value")) {
                OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.allocate(0), none);
                empty.add(tensor);
                inputs.put(PAST + layer + "." + part, tensor);
            }
        }
    }

    /** Whether a token has been decoded with it. */
    boolean isFilled() {
        return first != null;
    }

    /** The tensors to hand to the decoder, by the name of its input. */
    Map<String, OnnxTensor> inputs() {
        return inputs;
    }

    /** Takes over what the decoder gave for the latest token, and with it the duty to close it. */
    void keep(OrtSession.Result result) {
        boolean isFirst = first == null;
        inputs.replaceAll((name, tensor) -> isFirst || name.contains(".decoder.") ? present(result, name) : tensor);
        if (isFirst) {
            first = result;
        } else {
            if (latest != null) {
                latest.close();
            }
            latest = result;
        }
    }

    private static OnnxTensor present(OrtSession.Result result, String input) {
        return (OnnxTensor)
                result.get("present." + input.substring(PAST.length())).orElseThrow();
    }

    @Override
    public void close() {
        if (first != null) {
            first.close();
        }
        if (latest != null) {
            latest.close();
        }
        empty.forEach(OnnxTensor::close);
    }
}

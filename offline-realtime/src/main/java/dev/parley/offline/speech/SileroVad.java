package dev.parley.offline.speech;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Map;

/** The Silero voice detector (version 5): tells for each 32 ms of audio how likely it is speech. Thread-safe; its {@link Stream}s aren't. */
final class SileroVad implements AutoCloseable {

    static final int SAMPLE_RATE = 16_000;

    /** Samples of a frame, at {@link #SAMPLE_RATE}. */
    static final int FRAME = 512;

    private static final int CONTEXT = 64;
    private static final int STATE = 2 * 128;

    private final OrtEnvironment environment;
    private final OrtSession session;

    SileroVad(OrtEnvironment environment, Path model) throws OrtException {
        this.environment = environment;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            this.session = environment.createSession(model.toString(), options);
        }
    }

    /** Begins to listen to a stream of audio. */
    Stream listen() {
        return new Stream();
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    /** What the detector remembers of one stream. Not thread-safe. */
    final class Stream {

        private final float[] state = new float[STATE];
        private final float[] window = new float[CONTEXT + FRAME];

        /** Gives the probability, 0 to 1, that the next frame of {@link #FRAME} samples is speech. */
        float probability(float[] frame) throws OrtException {
            System.arraycopy(window, FRAME, window, 0, CONTEXT);
            System.arraycopy(frame, 0, window, CONTEXT, FRAME);
            try (OnnxTensor input = OnnxTensor.createTensor(
                            environment, FloatBuffer.wrap(window), new long[] {1, window.length});
                    OnnxTensor before =
                            OnnxTensor.createTensor(environment, FloatBuffer.wrap(state), new long[] {2, 1, 128});
                    OnnxTensor rate = OnnxTensor.createTensor(
                            environment, LongBuffer.wrap(new long[] {SAMPLE_RATE}), new long[] {});
                    OrtSession.Result result = session.run(Map.of("input", input, "state", before, "sr", rate))) {
                tensor(result, "stateN").getFloatBuffer().get(state);
                return tensor(result, "output").getFloatBuffer().get(0);
            }
        }

        private OnnxTensor tensor(OrtSession.Result result, String name) {
            return (OnnxTensor) result.get(name).orElseThrow();
        }
    }
}

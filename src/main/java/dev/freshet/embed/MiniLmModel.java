package dev.freshet.embed;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * The ONNX graph of all-MiniLM-L6-v2, quantized to 8 bits: token ids in, the mean of the last layer out, made length 1.
 * Safe for many threads.
 *
 * <p>One text a run, never a batch: the graph scales its 8-bit activations over the whole input, so that in a batch the
 * vector of a text would depend on the texts beside it.
 */
final class MiniLmModel implements AutoCloseable {

    static final int DIMENSIONS = 384;

    private static final String GRAPH = "/all-minilm-l6-v2-q.onnx";

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    /** Takes about half a second. */
    MiniLmModel() {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setMemoryPatternOptimization(false);
            session = environment.createSession(MiniLmGraph.of(graph()), options);
        } catch (OrtException e) {
            throw new IllegalStateException("Can't load the embedding model " + GRAPH, e);
        }
    }

    /**
     * @param ids token ids, with the special tokens around them
     */
    float[] vector(long[] ids) {
        try (OnnxTensor input = OnnxTensor.createTensor(environment, new long[][] {ids});
                OrtSession.Result result = session.run(Map.of("input_ids", input))) {
            return unit(sum(((OnnxTensor) result.get(0)).getFloatBuffer()));
        } catch (OrtException e) {
            throw new IllegalStateException("The embedding model failed on " + ids.length + " tokens", e);
        }
    }

    /** Sum over the tokens. It has the direction of the mean, which is all that {@link #unit} keeps. */
    private static double[] sum(FloatBuffer layer) {
        double[] sum = new double[DIMENSIONS];
        float[] token = new float[DIMENSIONS];
        while (layer.hasRemaining()) {
            layer.get(token);
            for (int i = 0; i < DIMENSIONS; i++) {
                sum[i] += token[i];
            }
        }
        return sum;
    }

    private static float[] unit(double[] sum) {
        double square = 0;
        for (double value : sum) {
            square += value * value;
        }
        double length = Math.sqrt(square);
        float[] unit = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            unit[i] = (float) (sum[i] / length);
        }
        return unit;
    }

    private static byte[] graph() {
        try (InputStream in = MiniLmModel.class.getResourceAsStream(GRAPH)) {
            if (in == null) {
                throw new IllegalStateException("Not on the class path: " + GRAPH);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + GRAPH + " from the jar", e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("Can't close the embedding model", e);
        }
    }
}

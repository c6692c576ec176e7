package dev.freshet.embed;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The ONNX graph of all-MiniLM-L6-v2, quantized to 8 bits: token ids in, the mean of the last layer out, made length 1.
 * Safe for many threads.
 *
 * <p>One text a run, never a batch: the graph scales its 8-bit activations over the whole input, so that in a batch the
 * vector of a text would depend on the texts beside it.
 */
final class MiniLmModel implements SentenceModel {

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

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public float[] vector(long[] ids) {
        try (OnnxTensor input = OnnxTensor.createTensor(environment, new long[][] {ids});
                OrtSession.Result result = session.run(Map.of("input_ids", input))) {
            return Pooling.MEAN.vector(((OnnxTensor) result.get(0)).getFloatBuffer(), DIMENSIONS);
        } catch (OrtException e) {
            throw new IllegalStateException("The embedding model failed on " + ids.length + " tokens", e);
        }
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

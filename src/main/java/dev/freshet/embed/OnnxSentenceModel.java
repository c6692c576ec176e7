package dev.freshet.embed;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.freshet.remote.OutageException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A BERT-like sentence model in an ONNX file: token ids in, a vector for each token or for the text out. What its files
 * don't say is learned by a first run. One text a run, see {@link MiniLmModel}.
 */
final class OnnxSentenceModel implements SentenceModel {

    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";

    /** Usual names of outputs, the best first; another name does where there is none of these. */
    private static final List<String> NAMES = List.of("last_hidden_state", "token_embeddings", "sentence_embedding");

    private final Path file;
    private final Pooling pooling;
    private final OrtSession session;
    private final String output;
    private final int dimensions;

    private OnnxSentenceModel(Path file, Pooling pooling, OrtSession session, long[] shortest) {
        this.file = file;
        this.pooling = pooling;
        this.session = session;
        checkInputs();
        try (Inputs inputs = new Inputs(shortest);
                OrtSession.Result result = session.run(inputs.tensors)) {
            this.output = choose(result);
            long[] shape = tensor(result, output).getInfo().getShape();
            this.dimensions = (int) shape[shape.length - 1];
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /**
     * Loads it.
     *
     * @param shortest token ids of a text without words
     * @throws OutageException if it can't be used
     */
    static OnnxSentenceModel load(Path file, Pooling pooling, long[] shortest) {
        OrtSession session = session(file);
        try {
            return new OnnxSentenceModel(file, pooling, session, shortest);
        } catch (OutageException e) {
            close(session, file);
            throw e;
        }
    }

    private static OrtSession session(Path file) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setMemoryPatternOptimization(false);
            return OrtEnvironment.getEnvironment().createSession(file.toString(), options);
        } catch (OrtException e) {
            throw new OutageException(
                    "The model " + file + " can't be loaded: " + e.getMessage()
                            + ". Put an ONNX file of a sentence model there, with the files of data that belong to it",
                    e);
        }
    }

    private void checkInputs() {
        Set<String> others = new TreeSet<>(session.getInputNames());
        others.removeAll(List.of(IDS, MASK, TYPES));
        if (!others.isEmpty() || !session.getInputNames().contains(IDS)) {
            throw new OutageException(
                    "The model " + file + " reads " + new TreeSet<>(session.getInputNames()) + " and not " + IDS
                            + ", with or without " + MASK + " and " + TYPES
                            + ". Is it a sentence model? Some are exported in other ways too",
                    null);
        }
    }

    private String choose(OrtSession.Result result) {
        Map<String, String> all = new TreeMap<>();
        Set<String> fitting = new LinkedHashSet<>();
        for (Map.Entry<String, OnnxValue> entry : result) {
            all.put(entry.getKey(), entry.getValue().getInfo().toString());
            if (fits(entry.getValue())) {
                fitting.add(entry.getKey());
            }
        }
        if (fitting.isEmpty()) {
            throw new OutageException(
                    "The model " + file + " gives " + all + ", and nothing with " + pooling.rank()
                            + " dimensions of 32-bit numbers. Correct freshet.embedding.onnx.pooling: none is for models that"
                            + " give one vector for a text, mean and cls are for those that give one for each token",
                    null);
        }
        return NAMES.stream()
                .filter(fitting::contains)
                .findFirst()
                .orElse(fitting.iterator().next());
    }

    private boolean fits(OnnxValue value) {
        return value instanceof OnnxTensor tensor
                && tensor.getInfo().type == OnnxJavaType.FLOAT
                && tensor.getInfo().getShape().length == pooling.rank();
    }

    private static OnnxTensor tensor(OrtSession.Result result, String name) {
        return (OnnxTensor) result.get(name).orElseThrow();
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public float[] vector(long[] ids) {
        try (Inputs inputs = new Inputs(ids);
                OrtSession.Result result = session.run(inputs.tensors, Set.of(output))) {
            return pooling.vector(tensor(result, output).getFloatBuffer(), dimensions);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private OutageException failed(OrtException e) {
        return new OutageException(
                "The model " + file + " failed: " + e.getMessage()
                        + ". Is the tokenizer.json beside it its own, and freshet.embedding.onnx.max-tokens not above"
                        + " what it reads?",
                e);
    }

    /** What the graph asks for, of what there is. */
    private final class Inputs implements AutoCloseable {

        private final Map<String, OnnxTensor> tensors = new HashMap<>();

        Inputs(long[] ids) throws OrtException {
            long[] ones = new long[ids.length];
            Arrays.fill(ones, 1);
            put(IDS, ids);
            put(MASK, ones);
            put(TYPES, new long[ids.length]);
        }

        private void put(String name, long[] numbers) throws OrtException {
            if (session.getInputNames().contains(name)) {
                tensors.put(name, OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), new long[][] {numbers}));
            }
        }

        @Override
        public void close() {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() {
        close(session, file);
    }

    private static void close(OrtSession session, Path file) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("Can't close the model " + file, e);
        }
    }
}

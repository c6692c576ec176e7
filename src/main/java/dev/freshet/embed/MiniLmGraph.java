package dev.freshet.embed;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The steps of all-MiniLM-L6-v2 as ONNX Runtime does them fastest, with the weights of the published file.
 *
 * <p>The file's own graph says attention, layer norm and bias in many small steps. ONNX Runtime puts some of them together
 * when it loads a file, but not these. Here they are said in its own operators, in an order of additions and
 * multiplications that gives the same numbers to the last bit: the 8-bit activations in between turn a difference in the
 * last bit into one that a search would see.
 */
final class MiniLmGraph {

    private static final int LAYERS = 6;
    private static final int HEADS = 12;
    private static final float EPSILON = 1e-12f;

    private static final String INPUT = "input_ids";

    private final OnnxFile file;
    private final OnnxGraph graph = new OnnxGraph();

    private MiniLmGraph(OnnxFile file) {
        this.file = file;
    }

    /**
     * Makes the graph.
     *
     * @param file the published model
     * @return a model that reads {@code input_ids}, a matrix of texts and tokens without padding, and gives the last layer
     */
    static byte[] of(byte[] file) {
        return new MiniLmGraph(new OnnxFile(file)).whole();
    }

    private byte[] whole() {
        String hidden = embeddings();
        for (int layer = 0; layer < LAYERS; layer++) {
            hidden = layer(layer, hidden);
        }
        return graph.toBytes(INPUT, hidden);
    }

    /** Words, the type of the first sentence, and positions, added up in this order. */
    private String embeddings() {
        graph.tensor("zero", 0);
        graph.tensor("one", 1);
        onnx("Shape", Map.of(), "shape", INPUT);
        onnx("Gather", Map.of(), "length", "shape", "one");
        String words = "embeddings.word_embeddings.weight";
        String types = "embeddings.token_type_embeddings.weight";
        String positions = "embeddings.position_embeddings.weight";
        onnx("Gather", Map.of(), "words8", tensor(words + "_quantized"), INPUT);
        onnx("Gather", Map.of(), "type8", tensor(types + "_quantized"), "zero");
        onnx("Slice", Map.of(), "positions8", tensor(positions + "_quantized"), "zero", "length", "zero");
        onnx("Add", Map.of(), "typed", floats("words", words), floats("type", types));
        onnx("Add", Map.of(), "placed", "typed", floats("positions", positions));
        String norm = "embeddings.LayerNorm.";
        return onnx(
                "LayerNormalization",
                Map.of("axis", -1, "epsilon", EPSILON),
                "embedded",
                "placed",
                tensor(norm + "weight"),
                tensor(norm + "bias"));
    }

    private String floats(String name, String weight) {
        return onnx(
                "DequantizeLinear",
                Map.of(),
                name,
                name + "8",
                tensor(weight + "_scale"),
                tensor(weight + "_zero_point"));
    }

    private String layer(int number, String input) {
        String name = "encoder.layer." + number + ".";
        String attended = attention(name, input);
        String attention = dense(name + "attention.output.dense", attended, true);
        String between = normed(name + "attention.output.LayerNorm", attention, input);
        String wide = dense(name + "intermediate.dense", between, false);
        String active =
                microsoft("BiasGelu", Map.of(), name + "active", wide, tensor(name + "intermediate.dense.bias"));
        String narrow = dense(name + "output.dense", active, true);
        return normed(name + "output.LayerNorm", narrow, between);
    }

    /** Query, key and value side by side, and what becomes of them, in one step. */
    private String attention(String layer, String input) {
        String self = layer + "attention.self.";
        graph.step(
                OnnxGraph.ONNX,
                "DynamicQuantizeLinear",
                Map.of(),
                List.of(input),
                List.of(self + "8", self + "scale", self + "zero"));
        List<String> parts =
                Stream.of("query", "key", "value").map(self::concat).toList();
        String weight = joined(self + "weight", parts.stream().map(part -> tensor(weight(part) + "_quantized")), 1);
        String scale = joined(self + "scales", parts.stream().map(part -> tensor(weight(part) + "_scale")), 0);
        String bias = joined(self + "bias", parts.stream().map(part -> tensor(part + ".bias")), 0);
        return microsoft(
                "QAttention",
                Map.of("num_heads", HEADS),
                self + "result",
                self + "8",
                weight,
                bias,
                self + "scale",
                scale,
                "",
                self + "zero");
    }

    /** ONNX Runtime does a step that reads nothing but weights once, when it loads the model. */
    private String joined(String name, Stream<String> tensors, int axis) {
        return onnx("Concat", Map.of("axis", axis), name, tensors.toArray(String[]::new));
    }

    private String dense(String name, String input, boolean withBias) {
        String weight = weight(name);
        return microsoft(
                "DynamicQuantizeMatMul",
                Map.of(),
                name,
                input,
                tensor(weight + "_quantized"),
                tensor(weight + "_scale"),
                "",
                withBias ? tensor(name + ".bias") : "");
    }

    private String normed(String name, String input, String skipped) {
        return microsoft(
                "SkipLayerNormalization",
                Map.of("epsilon", EPSILON),
                name,
                input,
                skipped,
                tensor(name + ".weight"),
                tensor(name + ".bias"));
    }

    /** The file names the weights of a multiplication by number; which it is, its step says. */
    private String weight(String name) {
        String step = "/" + name.replace("layer.", "layer#").replace('.', '/').replace('#', '.') + "/MatMul_quant";
        String quantized = file.input(step, 1);
        return quantized.substring(0, quantized.length() - "_quantized".length());
    }

    private String tensor(String name) {
        graph.tensor(name, file.tensor(name));
        return name;
    }

    private String onnx(String operator, Map<String, Number> attributes, String output, String... inputs) {
        graph.step(OnnxGraph.ONNX, operator, attributes, List.of(inputs), List.of(output));
        return output;
    }

    private String microsoft(String operator, Map<String, Number> attributes, String output, String... inputs) {
        graph.step(OnnxGraph.MICROSOFT, operator, attributes, List.of(inputs), List.of(output));
        return output;
    }
}

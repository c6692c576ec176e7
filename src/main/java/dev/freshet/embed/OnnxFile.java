package dev.freshet.embed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an ONNX file holds: tensors by name, and which of them the steps of its graph read.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">The format</a>
 */
final class OnnxFile {

    /** Field numbers of the messages {@code ModelProto}, {@code GraphProto}, {@code NodeProto} and {@code TensorProto}. */
    private static final int MODEL_GRAPH = 7;

    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int NODE_INPUT = 1;
    private static final int NODE_NAME = 3;
    private static final int TENSOR_NAME = 8;

    private final Map<String, ByteBuffer> tensors = new HashMap<>();
    private final Map<String, List<String>> inputs = new HashMap<>();

    /**
     * Reads the structure; the numbers stay where they are.
     *
     * @throws IllegalArgumentException if these bytes are no protobuf message
     */
    OnnxFile(byte[] file) {
        ByteBuffer graph = WireReader.fields(ByteBuffer.wrap(file), MODEL_GRAPH).get(0);
        WireReader.fields(graph, GRAPH_INITIALIZER).forEach(tensor -> tensors.put(text(tensor, TENSOR_NAME), tensor));
        WireReader.fields(graph, GRAPH_NODE)
                .forEach(node -> inputs.put(text(node, NODE_NAME), texts(node, NODE_INPUT)));
    }

    /** The message of a tensor, as it is in the file. */
    ByteBuffer tensor(String name) {
        ByteBuffer tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("The model has no tensor " + name);
        }
        return tensor;
    }

    /** Name of what a step reads: the output of another step, or a tensor. */
    String input(String step, int index) {
        List<String> names = inputs.get(step);
        if (names == null) {
            throw new IllegalArgumentException("The model has no step " + step);
        }
        return names.get(index);
    }

    private static String text(ByteBuffer message, int field) {
        List<String> texts = texts(message, field);
        return texts.isEmpty() ? "" : texts.get(0);
    }

    private static List<String> texts(ByteBuffer message, int field) {
        return WireReader.fields(message, field).stream()
                .map(bytes -> StandardCharsets.UTF_8.decode(bytes).toString())
                .toList();
    }
}

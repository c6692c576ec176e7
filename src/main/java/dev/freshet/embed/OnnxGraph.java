package dev.freshet.embed;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An ONNX graph in the making: steps in the order of their work, and the tensors that they read.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">The format</a>
 */
final class OnnxGraph {

    /** Steps of ONNX Runtime's own, which do in one what takes many of ONNX. */
    static final String MICROSOFT = "com.microsoft";

    /** Steps of ONNX itself. */
    static final String ONNX = "";

    private static final int FORMAT = 8;
    private static final int ONNX_VERSION = 17;
    private static final int MICROSOFT_VERSION = 1;

    private static final int FLOATS = 1;
    private static final int LONGS = 7;

    private static final int ATTRIBUTE_FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;

    private final WireWriter steps = new WireWriter();
    private final Map<String, ByteBuffer> tensors = new LinkedHashMap<>();

    /**
     * Adds a step.
     *
     * @param domain {@link #ONNX} or {@link #MICROSOFT}
     * @param operator what it does
     * @param attributes its settings: {@code Integer} or {@code Float} by name
     * @param inputs what it reads, by name; an empty name is left out
     * @param outputs names of what it makes
     */
    void step(
            String domain, String operator, Map<String, Number> attributes, List<String> inputs, List<String> outputs) {
        WireWriter step = new WireWriter();
        inputs.forEach(name -> step.text(1, name));
        outputs.forEach(name -> step.text(2, name));
        step.text(3, outputs.get(0)).text(4, operator);
        attributes.forEach((name, value) -> step.message(5, attribute(name, value)));
        step.text(7, domain);
        steps.message(1, step);
    }

    /** Takes a tensor over as it is in another file. */
    void tensor(String name, ByteBuffer message) {
        tensors.put(name, message);
    }

    /** A list of one whole number. */
    void tensor(String name, long value) {
        WireWriter tensor = new WireWriter().number(1, 1).number(2, LONGS).number(7, value);
        tensors.put(name, ByteBuffer.wrap(tensor.text(8, name).toBytes()));
    }

    /**
     * The model file.
     *
     * @param input name of the token ids, a matrix of texts and tokens
     * @param output name of the step that makes the result, of the same shape with a vector for each token
     */
    byte[] toBytes(String input, String output) {
        WireWriter graph = new WireWriter();
        graph.append(steps).text(2, "graph");
        tensors.values().forEach(tensor -> graph.bytes(5, tensor));
        graph.message(11, value(input, LONGS)).message(12, value(output, FLOATS));
        return new WireWriter()
                .number(1, FORMAT)
                .message(7, graph)
                .message(8, version(ONNX, ONNX_VERSION))
                .message(8, version(MICROSOFT, MICROSOFT_VERSION))
                .toBytes();
    }

    private static WireWriter attribute(String name, Number value) {
        WireWriter attribute = new WireWriter().text(1, name);
        return value instanceof Float number
                ? attribute.number(2, number).number(20, ATTRIBUTE_FLOAT)
                : attribute.number(3, value.longValue()).number(20, ATTRIBUTE_INT);
    }

    /** The type of a value, of any shape. */
    private static WireWriter value(String name, int type) {
        WireWriter tensor = new WireWriter().message(1, new WireWriter().number(1, type));
        return new WireWriter().text(1, name).message(2, tensor);
    }

    private static WireWriter version(String domain, int version) {
        return new WireWriter().text(1, domain).number(2, version);
    }
}

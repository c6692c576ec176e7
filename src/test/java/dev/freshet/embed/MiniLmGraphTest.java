package dev.freshet.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class MiniLmGraphTest {

    private static final int WORDS_FROM = 1_000;
    private static final int WORDS_TO = 30_000;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

    private OrtSession published;
    private OrtSession ours;

    @BeforeAll
    void load() throws IOException, OrtException {
        published = environment.createSession(file(), new OrtSession.SessionOptions());
        ours = environment.createSession(MiniLmGraph.of(file()), new OrtSession.SessionOptions());
    }

    @AfterAll
    void close() throws OrtException {
        published.close();
        ours.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 15, 16, 17, 33, 64, 120, 257, 511, 512})
    void gives_the_numbers_of_the_published_graph_to_the_last_bit(int length) throws OrtException {
        long[][] ids = {ids(length)};
        long[][] ones = {new long[length]};
        Arrays.fill(ones[0], 1);

        try (OnnxTensor input = OnnxTensor.createTensor(environment, ids);
                OnnxTensor mask = OnnxTensor.createTensor(environment, ones);
                OnnxTensor types = OnnxTensor.createTensor(environment, new long[1][length]);
                OrtSession.Result expected =
                        published.run(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types));
                OrtSession.Result result = ours.run(Map.of("input_ids", input))) {

            assertThat(layer(result)).isEqualTo(layer(expected));
        }
    }

    @Test
    void a_file_that_is_another_model_is_refused_with_what_it_lacks() {
        byte[] empty = new OnnxGraph().toBytes("input_ids", "none");

        assertThatThrownBy(() -> MiniLmGraph.of(empty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The model has no tensor embeddings.word_embeddings.weight_quantized");
    }

    private static long[] ids(int length) {
        long[] ids = new Random(length).longs(length, WORDS_FROM, WORDS_TO).toArray();
        ids[0] = 101;
        ids[length - 1] = 102;
        return ids;
    }

    private static float[] layer(OrtSession.Result result) {
        return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
    }

    private static byte[] file() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(MiniLmGraphTest.class.getResourceAsStream("/all-minilm-l6-v2-q.onnx"))) {
            return in.readAllBytes();
        }
    }
}

package dev.freshet.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.remote.OutageException;
import dev.freshet.testing.ModelFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model from a folder: the built-in one, laid out as such. */
class OnnxEmbedderTest extends EmbedderContract {

    @TempDir
    static Path folder;

    @Override
    protected Embedder open() {
        try {
            Path model = folder.resolve("model");
            return new OnnxEmbedder(Files.exists(model) ? model : ModelFolder.in(model), Pooling.MEAN, 510, 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder with a tokenizer in which a text is replaced. */
    private Path withTokenizer(String name, String text, String replacement) throws IOException {
        Path made = ModelFolder.in(folder.resolve(name));
        Path tokenizer = made.resolve("tokenizer.json");
        String json = Files.readString(tokenizer);
        assertThat(json).contains(text);
        Files.writeString(tokenizer, json.replace(text, replacement));
        return made;
    }

    /** A folder with another graph, which makes numbers of its one input. */
    private Path withGraph(String name, String input) throws IOException {
        Path made = ModelFolder.in(folder.resolve(name));
        OnnxGraph graph = new OnnxGraph();
        graph.step(OnnxGraph.ONNX, "Cast", Map.of("to", 1), List.of(input), List.of("sentence_embedding"));
        Files.write(made.resolve("model.onnx"), graph.toBytes(input, "sentence_embedding"));
        return made;
    }

    @Test
    void gives_the_vectors_of_the_built_in_model_to_the_last_bit() {
        List<String> texts = List.of("The river rises.", "日本語", "", "water ".repeat(500));

        try (Embedder model = open();
                Embedder builtIn = new MiniLmEmbedder(2)) {
            assertThat(model.dimensions()).isEqualTo(384);
            assertThat(model.embed(texts)).usingRecursiveComparison().isEqualTo(builtIn.embed(texts));
        }
    }

    @Test
    void the_name_comes_from_what_is_in_the_files_and_not_from_the_folder() throws IOException {
        Path moved = ModelFolder.in(folder.resolve("moved"));
        Path other = withTokenizer("other", "\"max_length\": 128", "\"max_length\": 129");
        try (Embedder first = open();
                Embedder same = new OnnxEmbedder(moved, Pooling.MEAN, 100, 1);
                Embedder cls = new OnnxEmbedder(moved, Pooling.CLS, 510, 1);
                Embedder changed = new OnnxEmbedder(other, Pooling.MEAN, 510, 1)) {
            assertThat(first.model()).matches("onnx/[0-9a-f]{16}/mean").isEqualTo(same.model());
            assertThat(cls.model()).endsWith("/cls");
            assertThat(changed.model()).isNotEqualTo(first.model());
        }
    }

    @Test
    void the_first_token_can_stand_for_the_text() {
        try (Embedder model = open();
                Embedder cls = new OnnxEmbedder(folder.resolve("model"), Pooling.CLS, 510, 1)) {
            List<String> texts = List.of("The river rises.");

            assertThat(cls.embed(texts).get(0))
                    .hasSize(384)
                    .isNotEqualTo(model.embed(texts).get(0));
        }
    }

    @Test
    void a_model_that_gives_one_vector_for_a_text_needs_no_pooling() throws IOException {
        try (Embedder model = new OnnxEmbedder(withGraph("pooled", "input_ids"), Pooling.NONE, 510, 1)) {
            assertThat(model.embed(List.of("")).get(0)).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "\"type\": \"WordPiece\",\"type\": \"Unigram\",model.type = Unigram",
        "\"lowercase\": true,\"lowercase\": false,normalizer.lowercase = false",
        "\"strip_accents\": null,\"strip_accents\": false,normalizer.strip_accents = false",
        "BertPreTokenizer,ByteLevel,pre_tokenizer.type = ByteLevel",
    })
    void a_tokenizer_of_another_kind_is_refused_with_its_kind_and_the_remedy(String text, String other, String said)
            throws IOException {
        Path made = withTokenizer("kind-" + said.hashCode(), text, other);

        assertThatThrownBy(() -> new OnnxEmbedder(made, Pooling.MEAN, 510, 1))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageStartingWith(made.resolve("tokenizer.json") + " has " + said)
                .hasMessageContaining("set freshet.embedding to openai or ollama");
    }

    @Test
    void files_that_can_not_be_read_are_refused_by_name() throws IOException {
        Path broken = ModelFolder.in(folder.resolve("broken"));
        Files.writeString(broken.resolve("tokenizer.json"), "no JSON");

        assertThatThrownBy(() -> new OnnxEmbedder(broken, Pooling.MEAN, 510, 1))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining(broken.resolve("tokenizer.json") + " can't be read");
    }

    @Test
    void a_file_that_is_no_model_is_an_outage_that_names_it() throws IOException {
        Path broken = ModelFolder.in(folder.resolve("no-model"));
        Files.writeString(broken.resolve("model.onnx"), "version https://git-lfs.github.com/spec/v1");

        try (Embedder model = new OnnxEmbedder(broken, Pooling.MEAN, 510, 1)) {
            assertThatThrownBy(() -> model.embed(List.of("a")))
                    .isInstanceOf(OutageException.class)
                    .hasMessageContaining(broken.resolve("model.onnx") + " can't be loaded");
        }
    }

    @Test
    void a_model_with_other_inputs_is_an_outage_that_names_them() throws IOException {
        try (Embedder model = new OnnxEmbedder(withGraph("pixels", "pixel_values"), Pooling.MEAN, 510, 1)) {
            assertThatThrownBy(() -> model.embed(List.of("a")))
                    .isInstanceOf(OutageException.class)
                    .hasMessageContaining("reads [pixel_values] and not input_ids");
        }
    }

    @Test
    void a_pooling_that_the_model_has_nothing_for_is_an_outage_that_names_the_option() throws IOException {
        try (Embedder pooled = new OnnxEmbedder(withGraph("flat", "input_ids"), Pooling.MEAN, 510, 1);
                Embedder layered = new OnnxEmbedder(ModelFolder.in(folder.resolve("layered")), Pooling.NONE, 510, 1)) {
            for (Embedder model : List.of(pooled, layered)) {
                assertThatThrownBy(() -> model.embed(List.of("a")))
                        .isInstanceOf(OutageException.class)
                        .hasMessageContaining("Correct freshet.embedding.onnx.pooling");
            }
        }
    }
}

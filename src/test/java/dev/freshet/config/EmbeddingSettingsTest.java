package dev.freshet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with the choice of a model is said before anything starts. */
class EmbeddingSettingsTest {

    @TempDir
    Path home;

    private final Problems problems = new Problems();

    private EmbeddingSettings load(String text) throws IOException {
        Files.writeString(home.resolve("application.properties"), text);
        return Settings.load(home, Map.of("KEY", "sk-0123456789"), problems).embedding();
    }

    @Test
    void the_built_in_model_needs_no_option() throws IOException {
        assertThat(load("").kind()).isEqualTo(EmbeddingSettings.Kind.MINILM);
        assertThat(problems.text()).isEmpty();
    }

    @Test
    void a_key_is_all_that_openai_needs() throws IOException {
        OpenAiSettings openai = load("freshet.embedding = openai\nfreshet.embedding.openai.key = {{env:KEY}}")
                .openai();

        assertThat(problems.text()).isEmpty();
        assertThat(openai.address()).hasToString("https://api.openai.com/v1");
        assertThat(openai.length()).isEqualTo(1536);
        assertThat(openai.toString()).doesNotContain("sk-0123456789");
    }

    @Test
    void another_endpoint_needs_no_key() throws IOException {
        load("freshet.embedding = openai\nfreshet.embedding.openai.url = http://localhost:8080/v1/");

        assertThat(problems.text()).isEmpty();
    }

    @Test
    void an_unknown_model_is_refused_with_those_that_are() throws IOException {
        load("\nfreshet.embedding = mini");

        assertThat(problems.text())
                .startsWith("application.properties:2:1  freshet.embedding: 'mini' is none of minilm,");
    }

    @Test
    void openai_without_a_key_is_refused_at_the_line_that_chooses_it() throws IOException {
        load("\nfreshet.embedding = openai");

        assertThat(problems.text())
                .startsWith("application.properties:2:1  freshet.embedding.openai.key: api.openai.com answers nobody")
                .contains("{{env:OPENAI_API_KEY}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "ftp://host/v1", "//host/v1", "http://", "http://{host}", ""})
    void what_is_no_address_is_refused(String url) throws IOException {
        load("freshet.embedding.openai.url = " + url);

        assertThat(problems.text()).contains("the value is not an address such as https://api.openai.com/v1");
    }

    @Test
    void an_address_with_a_password_is_refused_and_not_shown() throws IOException {
        load("freshet.embedding.openai.url = https://me:hidden@host/v1");

        assertThat(problems.text()).contains("write it without").doesNotContain("hidden");
    }

    @Test
    void a_key_that_can_be_no_header_is_refused_and_not_shown() throws IOException {
        load("freshet.embedding = openai\nfreshet.embedding.openai.key = sk-two words");

        assertThat(problems.text()).contains("a character that no key has").doesNotContain("words");
    }

    @Test
    void chunks_that_the_model_does_not_read_are_refused() throws IOException {
        load(
                "freshet.embedding = openai\nfreshet.embedding.openai.key = {{env:KEY}}\nfreshet.embedding.openai.max-tokens = 128");

        assertThat(problems.text()).contains("freshet.chunk.size: is 256 tokens, but the model reads 128");
    }

    @Test
    void vectors_can_not_be_shortened_to_more_than_they_have() throws IOException {
        load(
                "freshet.embedding = openai\nfreshet.embedding.openai.key = {{env:KEY}}\nfreshet.embedding.openai.shorten-to = 2000");

        assertThat(problems.text()).contains("is 2000, which is more than the model gives");
    }

    @Test
    void a_folder_without_the_files_of_a_model_is_refused_with_each_that_is_missing() throws IOException {
        Files.createDirectory(home.resolve("model"));
        Files.writeString(home.resolve("model/tokenizer.json"), "{}");

        load("\nfreshet.embedding = onnx");

        assertThat(problems.text())
                .startsWith("application.properties:2:1  freshet.embedding.onnx.folder: "
                        + home.resolve("model/model.onnx") + " isn't there")
                .doesNotContain("tokenizer.json");
    }

    @Test
    void an_unknown_pooling_is_refused_with_those_that_are() throws IOException {
        load("freshet.embedding = onnx\nfreshet.embedding.onnx.pooling = max");

        assertThat(problems.text()).contains("freshet.embedding.onnx.pooling: 'max' is none of mean, cls, none");
    }
}

package dev.freshet.embed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.embed.Embedder;
import dev.freshet.embed.EmbedderContract;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.embed.RefusedTextsException;
import dev.freshet.remote.OutageException;
import dev.freshet.testing.EmbeddingServer;
import dev.freshet.testing.EmbeddingServer.Asked;
import dev.freshet.testing.EmbeddingServer.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A model behind Ollama's interface, over real HTTP and with real vectors. */
class OllamaEmbedderTest extends EmbedderContract {

    private static final int MINI_LM = 384;

    private final MiniLmEmbedder real = new MiniLmEmbedder(2);
    private final EmbeddingServer server = EmbeddingServer.around(real);

    @Override
    protected Embedder open() {
        return new HttpModelEmbedder(
                new HttpModel(
                        "freshet.embedding.ollama",
                        server.uri(),
                        "",
                        "all-minilm",
                        MINI_LM,
                        false,
                        510,
                        new Batches(16, Integer.MAX_VALUE),
                        HttpModel.Pace.FREE,
                        Duration.ofSeconds(60)),
                new OllamaApi());
    }

    @AfterEach
    void works() {
        server.works();
    }

    @AfterAll
    void stop_server() {
        server.close();
        real.close();
    }

    @Test
    void gives_the_very_vectors_that_the_server_has_and_its_name_says_model_and_dimensions() {
        List<String> texts = List.of("The river rises.", "日本語", "");

        assertThat(open().embed(texts)).usingRecursiveComparison().isEqualTo(real.embed(texts));
        assertThat(open().model()).isEqualTo("ollama/all-minilm/384");
    }

    @Test
    void a_request_forbids_that_a_text_is_cut() {
        open().embed(List.of("a", "b"));

        List<Asked> asked = server.asked();
        Asked last = asked.get(asked.size() - 1);
        assertThat(last.path()).isEqualTo("/api/embed");
        assertThat(last.body().toString())
                .isEqualTo("{\"model\":\"all-minilm\",\"truncate\":false,\"input\":[\"a\",\"b\"]}");
    }

    @Test
    void what_ollama_says_is_told_with_the_remedy() {
        server.answers(any -> Optional.of(Reply.of(404, "{\"error\":\"model \\\"all-minilm\\\" not found\"}")));
        assertThatThrownBy(() -> open().embed(List.of("a")))
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("model \"all-minilm\" not found")
                .hasMessageContaining("freshet.embedding.ollama.model");
        server.answers(
                any -> Optional.of(Reply.of(400, "{\"error\":\"the input length exceeds the context length\"}")));
        assertThatThrownBy(() -> open().embed(List.of("a")))
                .isInstanceOf(RefusedTextsException.class)
                .hasMessageContaining("the input length exceeds the context length");
        server.answers(any -> Optional.of(Reply.of(401, "")));
        assertThatThrownBy(() -> open().embed(List.of("a")))
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("Ollama asks for no key");
    }

    @Test
    void a_vector_too_few_is_an_outage() {
        server.answers(request -> {
            ObjectNode answer = server.ollama(request.texts());
            ((ArrayNode) answer.path("embeddings")).remove(0);
            return Optional.of(Reply.of(200, answer.toString()));
        });

        assertThatThrownBy(() -> open().embed(List.of("a", "b")))
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("gave 1 vectors for 2 texts");
    }
}

package dev.freshet.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MiniLmEmbedderTest extends EmbedderContract {

    @Override
    Embedder open() {
        return new MiniLmEmbedder(2);
    }

    @Test
    void gives_the_vectors_of_langchain4j_for_short_texts(@TempDir Path cache) {
        System.setProperty("DJL_CACHE_DIR", cache.toString());
        System.setProperty("ai.djl.offline", "true");
        String text = "The river carries snow water in spring; floods follow.";

        try (MiniLmEmbedder embedder = new MiniLmEmbedder(1)) {
            float[] reference = new AllMiniLmL6V2QuantizedEmbeddingModel()
                    .embed(text)
                    .content()
                    .vector();

            float[] vector = embedder.embed(List.of(text)).get(0);

            assertThat(vector).containsExactly(reference, Offset.offset(1e-4f));
        }
    }

    @Test
    void a_closed_embedder_refuses_work_and_can_be_closed_again() {
        MiniLmEmbedder embedder = new MiniLmEmbedder(1);
        embedder.embed(List.of("text"));

        embedder.close();
        embedder.close();

        assertThatThrownBy(() -> embedder.embed(List.of("text"))).isInstanceOf(RuntimeException.class);
    }

    @Test
    void an_embedder_that_never_embedded_closes() {
        MiniLmEmbedder embedder = new MiniLmEmbedder(1);

        assertThat(embedder.tokenizer().count("two words")).isEqualTo(2);
        embedder.close();
    }
}

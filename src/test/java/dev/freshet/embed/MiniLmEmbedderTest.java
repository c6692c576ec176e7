package dev.freshet.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MiniLmEmbedderTest extends EmbedderContract {

    @Override
    protected Embedder open() {
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
    void a_short_call_does_not_wait_for_a_long_one() throws Exception {
        try (MiniLmEmbedder embedder = new MiniLmEmbedder(2)) {
            embedder.embed(List.of("loads the model"));
            CountDownLatch begun = new CountDownLatch(1);
            List<String> many = IntStream.range(0, 400)
                    .mapToObj(number -> "Text " + number + " of a long document.")
                    .toList();
            CompletableFuture<List<float[]>> longCall = CompletableFuture.supplyAsync(() -> {
                begun.countDown();
                return embedder.embed(many);
            });
            begun.await();

            for (int i = 0; i < 3; i++) {
                assertThat(embedder.embed(List.of("A sentence."))).hasSize(1);
            }

            assertThat(longCall).isNotDone();
            assertThat(longCall.get(1, TimeUnit.MINUTES)).hasSize(400);
        }
    }

    @Test
    void an_embedder_that_never_embedded_closes() {
        MiniLmEmbedder embedder = new MiniLmEmbedder(1);

        assertThat(embedder.tokenizer().count("two words")).isEqualTo(2);
        embedder.close();
    }
}

package dev.freshet.embed.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.embed.Embedder;
import dev.freshet.embed.EmbedderContract;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.embed.Usage;
import dev.freshet.testing.EmbeddingServer;
import dev.freshet.testing.EmbeddingServer.Asked;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A model behind OpenAI's interface, over real HTTP and with real vectors. */
class OpenAiEmbedderTest extends EmbedderContract {

    private static final int MINI_LM = 384;

    private final MiniLmEmbedder real = new MiniLmEmbedder(2);
    private final EmbeddingServer server = EmbeddingServer.around(real);

    @Override
    protected Embedder open() {
        return embedder("key", false, new Batches(64, 100_000));
    }

    @AfterAll
    void stop_server() {
        server.close();
        real.close();
    }

    private HttpModelEmbedder embedder(String key, boolean shortened, Batches batches) {
        return new HttpModelEmbedder(
                new HttpModel(
                        "freshet.embedding.openai",
                        URI.create(server.uri() + "/v1"),
                        key,
                        "all-minilm",
                        MINI_LM,
                        shortened,
                        510,
                        batches,
                        HttpModel.Pace.FREE,
                        Duration.ofSeconds(60)),
                new OpenAiApi());
    }

    private Asked last() {
        List<Asked> asked = server.asked();
        return asked.get(asked.size() - 1);
    }

    @Test
    void gives_the_very_vectors_that_the_server_has() {
        List<String> texts = List.of("The river rises.", "日本語", "");

        List<float[]> vectors = open().embed(texts);

        assertThat(vectors).usingRecursiveComparison().isEqualTo(real.embed(texts));
    }

    @Test
    void the_name_says_model_and_dimensions_and_not_the_address() {
        assertThat(open().model()).isEqualTo("openai/all-minilm/384");
    }

    @Test
    void a_request_has_the_model_the_texts_and_the_key() {
        open().embed(List.of("a", "b"));

        assertThat(last().path()).isEqualTo("/v1/embeddings");
        assertThat(last().authorization()).isEqualTo("Bearer key");
        assertThat(last().body().toString())
                .isEqualTo("{\"model\":\"all-minilm\",\"encoding_format\":\"float\",\"input\":[\"a\",\"b\"]}");
    }

    @Test
    void without_a_key_none_is_sent_and_shorter_vectors_are_asked_for_only_if_wanted() {
        embedder("", true, new Batches(64, 100_000)).embed(List.of("a"));

        assertThat(last().authorization()).isNull();
        assertThat(last().body().path("dimensions").asInt()).isEqualTo(MINI_LM);
    }

    @Test
    void requests_keep_below_both_limits_and_are_as_many_as_was_said_before() {
        HttpModelEmbedder embedder = embedder("key", false, new Batches(3, 10));
        List<String> texts =
                List.of("a", "b", "c", "d", "one two three four five six seven", "eight nine ten eleven", "e");
        List<Integer> tokens = texts.stream().map(embedder.tokenizer()::count).toList();
        int before = server.asked().size();

        embedder.embed(texts);

        List<Asked> asked = server.asked().subList(before, server.asked().size());
        assertThat(asked.stream().map(request -> request.texts().size())).containsExactly(3, 2, 2);
        assertThat(embedder.requests(tokens)).isEqualTo(3);
        assertThat(embedder.usage()).isEqualTo(new Usage(3, 0, 16));
    }
}

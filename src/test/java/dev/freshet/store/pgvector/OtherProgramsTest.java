package dev.freshet.store.pgvector;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.testing.PgvectorHome;
import dev.freshet.testing.PostgresServer;
import dev.freshet.testing.TestHome;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.pgvector.DefaultMetadataStorageConfig;
import dev.langchain4j.store.embedding.pgvector.MetadataStorageMode;
import dev.langchain4j.store.embedding.pgvector.PgVectorEmbeddingStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a program with LangChain4j finds, filters and cites what Freshet wrote, as docs/stores.md shows. */
class OtherProgramsTest {

    private final PostgresServer server = PostgresServer.get();
    private final String table = PostgresServer.newName();

    @Test
    void langchain4j_finds_filters_and_cites(@TempDir Path folder) throws IOException {
        TestHome home = PgvectorHome.with(TestHome.in(folder), server.uri().toString(), table);
        home.documents().write("pump.md", "# Pump\n\nRestart the pump by hand.");
        home.documents().write("cake.md", "# Cake\n\nTake flour.");
        home.sync();
        float[] question;
        try (MiniLmEmbedder model = new MiniLmEmbedder(1)) {
            question = model.embed(List.of("how do I start the pump again")).get(0);
        }

        List<EmbeddingMatch<TextSegment>> matches = store(question.length)
                .search(EmbeddingSearchRequest.builder()
                        .queryEmbedding(Embedding.from(question))
                        .maxResults(5)
                        .filter(metadataKey("source")
                                .isEqualTo("docs")
                                .and(metadataKey("title").isEqualTo("Pump")))
                        .build())
                .matches();

        assertThat(matches).singleElement().satisfies(match -> {
            assertThat(match.embedded().text()).contains("Restart the pump");
            assertThat(match.embedded().metadata().getString("url")).endsWith("/pump.md");
        });
    }

    private EmbeddingStore<TextSegment> store(int dimensions) {
        return PgVectorEmbeddingStore.builder()
                .host(server.uri().getHost())
                .port(server.uri().getPort())
                .database("postgres")
                .user(PostgresServer.USER)
                .password(PostgresServer.PASSWORD)
                .table(table)
                .dimension(dimensions)
                .createTable(false)
                .metadataStorageConfig(DefaultMetadataStorageConfig.builder()
                        .storageMode(MetadataStorageMode.COLUMN_PER_KEY)
                        .columnDefinitions(List.of("source text", "title text", "url text", "page integer"))
                        .build())
                .build();
    }
}

package dev.freshet.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.document.Chunk;
import dev.freshet.document.ChunkIds;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.Status;
import dev.freshet.state.Documents.NumberedDocument;
import dev.freshet.state.Intents.Intent;
import dev.freshet.state.Runs.Counts;
import dev.freshet.state.Runs.Run;
import dev.freshet.testing.StateKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class StateTest {

    @Parameter
    @SuppressWarnings("NullAway.Init")
    private StateKind kind;

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final DocumentKey KEY = new DocumentKey("docs", "a.md");

    @TempDir
    Path home;

    private Database database;
    private Documents documents;

    @BeforeEach
    void open() {
        database = kind.open(home);
        documents = new Documents(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static DocumentVersion version(DocumentKey key, String fingerprint, String checksum) {
        return new DocumentVersion(key, fingerprint, checksum, "r", "a.md", null, null, null, new TreeMap<>());
    }

    private static List<Chunk> chunks(String... checksums) {
        ChunkIds ids = new ChunkIds(KEY);
        List<Chunk> chunks = new ArrayList<>();
        for (String checksum : checksums) {
            chunks.add(new Chunk(ids.next(checksum), chunks.size(), checksum, "", checksum, 0, 0, 1));
        }
        return chunks;
    }

    private void fail(Status status, int attempts) {
        documents.failed(KEY, "f2", "r", status, "extract", "broken", attempts, null);
    }

    private DocumentRow row() {
        return documents.find(KEY).orElseThrow();
    }

    @Test
    void a_document_holds_exactly_the_chunks_it_was_last_indexed_with() {
        documents.indexed(version(KEY, "f", "c1"), chunks("x", "x", "y"), NOW);
        documents.indexed(version(KEY, "f", "c2"), chunks("z", "x"), NOW);

        assertThat(documents.chunks(KEY).values()).containsExactlyInAnyOrder("z", "x");
        assertThat(documents.chunks(KEY).keySet())
                .containsExactlyInAnyOrderElementsOf(
                        chunks("z", "x").stream().map(Chunk::id).toList());
    }

    @Test
    void a_failure_leaves_what_the_store_holds_and_is_never_taken_for_it() {
        documents.indexed(version(KEY, "f", "c"), chunks("x"), NOW);

        fail(Status.FAILED, 1);

        assertThat(row().checksum()).isEqualTo("c");
        assertThat(documents.chunks(KEY)).hasSize(1);
        assertThat(row().holds("c", "r")).isFalse();
        assertThat(row().isIndexedWith("r")).isFalse();
    }

    @Test
    void success_clears_the_failure() {
        fail(Status.QUARANTINED, 5);

        documents.indexed(version(KEY, "f", "c"), chunks(), NOW);

        assertThat(row().status()).isEqualTo(Status.INDEXED);
        assertThat(row().attempts()).isZero();
        assertThat(row().holds("c", "r")).isTrue();
        assertThat(documents.failures(10)).isEmpty();
    }

    @Test
    void attempts_count_for_one_version_and_recipe_only() {
        fail(Status.FAILED, 3);

        assertThat(row().attemptsAt("f2", "r")).isEqualTo(3);
        assertThat(row().attemptsAt("f3", "r")).isZero();
        assertThat(row().attemptsAt("f2", "r2")).isZero();
    }

    @Test
    void retry_makes_failed_and_quarantined_documents_of_one_source_due() {
        fail(Status.QUARANTINED, 5);
        DocumentKey other = new DocumentKey("wiki", "a");
        documents.failed(other, "f", "r", Status.QUARANTINED, "extract", "broken", 5, null);

        assertThat(documents.retryNow("docs")).isEqualTo(1);

        assertThat(row().dueAt(NOW)).isTrue();
        assertThat(row().attempts()).isZero();
        assertThat(documents.find(other).orElseThrow().dueAt(NOW)).isFalse();
    }

    @Test
    void the_same_content_with_another_fingerprint_changes_the_fingerprint_alone() {
        documents.indexed(version(KEY, "f", "c"), chunks("x"), NOW);
        DocumentRow before = row();

        documents.unchanged(version(KEY, "f2", "c"));

        assertThat(row().fingerprint()).isEqualTo("f2");
        assertThat(row().holds("c", "r")).isTrue();
        assertThat(row().id()).isEqualTo(before.id());
    }

    @Test
    void a_removed_document_takes_its_chunks_along_and_its_number_is_not_given_again() {
        documents.indexed(version(KEY, "f", "c"), chunks("x"), NOW);
        long number = row().id();

        documents.remove(KEY);
        assertThat(documents.chunks(KEY)).isEmpty();

        documents.indexed(version(KEY, "f", "c"), chunks("x"), NOW);
        assertThat(row().id()).isGreaterThan(number);
    }

    @Test
    void pages_give_each_document_of_a_source_once() {
        for (int i = 0; i < 7; i++) {
            documents.indexed(version(new DocumentKey(i == 3 ? "wiki" : "docs", "d" + i), "f", "c"), List.of(), NOW);
        }

        List<NumberedDocument> first = documents.page("docs", "", 6, 3);
        List<NumberedDocument> second = documents.page("docs", "d2", 6, 3);

        assertThat(first).extracting(document -> document.key().document()).containsExactly("d0", "d1", "d2");
        assertThat(second).extracting(document -> document.key().document()).containsExactly("d4", "d5");
        assertThat(documents.count("docs", 6)).isEqualTo(5);
        assertThat(documents.lastId()).isEqualTo(7);
    }

    @Test
    void a_listing_sees_what_is_committed_while_it_runs() {
        KnownDocuments known = documents.known("docs");
        assertThat(known.find("a.md")).isNull();

        documents.indexed(version(KEY, "f", "c"), List.of(), NOW);

        assertThat(known.find("a.md")).isEqualTo(row());
    }

    @Test
    void an_intent_stays_until_it_is_cleared() {
        Intents intents = new Intents(database);
        Intent intent = new Intent(KEY, "f", "r");

        intents.note(intent, 1, NOW);
        intents.note(intent, 2, NOW);
        assertThat(intents.left()).containsExactly(intent);

        intents.clear(KEY);
        assertThat(intents.left()).isEmpty();
    }

    @Test
    void a_run_that_was_left_open_is_interrupted_and_others_stay() {
        Runs runs = new Runs(database);
        long done = runs.request("docs", "cli", "sync", NOW);
        runs.end(done, RunStatus.COMPLETED, new Counts(1, 2, 3, 4, 5, 6, 7, 8), null, NOW);
        long open = runs.request("docs", "cli", "sync", NOW);

        assertThat(runs.interruptOpen(NOW)).isEqualTo(1);

        assertThat(runs.last("docs")).hasValueSatisfying(run -> {
            assertThat(run.id()).isEqualTo(open);
            assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
        });
        Run first = runs.find(done).orElseThrow();
        assertThat(first.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(first.counts()).isEqualTo(new Counts(1, 2, 3, 4, 5, 6, 7, 8));
        assertThat(runs.newest(1)).extracting(Run::id).containsExactly(open);
    }

    @Test
    void embeddings_belong_to_their_model_and_are_found_in_any_number() {
        Embeddings embeddings = new Embeddings(database);
        Map<String, float[]> vectors = new HashMap<>();
        for (int i = 0; i < 1_001; i++) {
            vectors.put("c" + i, new float[] {i, -i});
        }

        embeddings.remember("m", vectors, NOW);

        Map<String, float[]> found = embeddings.find("m", vectors.keySet());
        assertThat(found).hasSize(1_001);
        assertThat(found.get("c7")).containsExactly(7, -7);
        assertThat(embeddings.find("other", vectors.keySet())).isEmpty();
        assertThat(embeddings.find("m", List.of())).isEmpty();
    }

    @Test
    void embeddings_are_forgotten_once_no_chunk_has_them_and_their_time_is_over() {
        Embeddings embeddings = new Embeddings(database);
        documents.indexed(version(KEY, "f", "c"), chunks("held"), NOW);
        embeddings.remember("m", Map.of("held", new float[] {1}, "old", new float[] {2}), NOW);
        embeddings.remember("m", Map.of("used", new float[] {3}), NOW.plus(Duration.ofDays(1)));

        assertThat(embeddings.forgetUnusedSince(NOW.plusSeconds(1))).isEqualTo(1);

        assertThat(embeddings.find("m", List.of("held", "old", "used"))).containsOnlyKeys("held", "used");
    }
}

package dev.freshet.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.freshet.document.Chunk;
import dev.freshet.document.ChunkIds;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.Status;
import dev.freshet.state.Runs.Counts;
import dev.freshet.state.Runs.Run;
import dev.freshet.state.Samples.Sample;
import dev.freshet.testing.StateKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What each table of the state is for, in each kind of database. */
@ParameterizedClass
@EnumSource
class StateTablesTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));

    @Parameter
    @SuppressWarnings("NullAway.Init")
    private StateKind kind;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    @SuppressWarnings("NullAway.Init")
    private Database database;

    @SuppressWarnings("NullAway.Init")
    private Documents documents;

    @SuppressWarnings("NullAway.Init")
    private Sources sources;

    @BeforeEach
    void open() {
        database = kind.open(home);
        documents = new Documents(database);
        sources = new Sources(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static DocumentKey key(String document) {
        return new DocumentKey("docs", document);
    }

    private List<Chunk> index(String document, String... checksums) {
        ChunkIds ids = new ChunkIds(key(document));
        List<Chunk> chunks = new ArrayList<>();
        for (String checksum : checksums) {
            chunks.add(new Chunk(ids.next(checksum), chunks.size(), checksum, "", checksum, 0, 0, 1));
        }
        DocumentVersion version =
                new DocumentVersion(key(document), "f", "c", "r", document, null, null, NOW, new TreeMap<>());
        documents.indexed(version, chunks, NOW);
        return chunks;
    }

    private void fail(String document, Instant next) {
        documents.failed(key(document), "f", "r", Status.FAILED, "extract", "broken", 1, next);
    }

    private static VectorSet set(String recipe) {
        return new VectorSet(0, recipe, "model", 3, 64, 8, Map.of("freshet.embedding", "onnx"));
    }

    @Test
    void figures_of_a_source_count_what_is_indexed_empty_failed_and_quarantined() {
        sources.register("docs", "folder");
        sources.register("docs", "git");
        sources.register("wiki", "notion");
        index("a.md", "x", "y");
        index("empty.md");
        fail("broken.md", LATER);
        documents.failed(key("evil.md"), "f", "r", Status.QUARANTINED, "extract", "broken", 5, null);

        assertThat(sources.figures())
                .containsExactly(
                        new Sources.SourceFigures("docs", "git", 2, 2, 1, 2, 1, null, NOW),
                        new Sources.SourceFigures("wiki", "notion", 0, 0, 0, 0, 0, null, null));
        assertThat(documents.failures(1)).extracting(Documents.Failure::key).containsExactly(key("broken.md"));
    }

    @Test
    void a_pass_of_the_future_is_brought_back_to_now_and_no_other_is_touched() {
        sources.register("docs", "folder");
        sources.register("wiki", "folder");
        sources.completePass("docs", LATER);
        sources.listedAll("docs", NOW);
        sources.advance("docs", "cursor-7");

        sources.bringBack(NOW.plusSeconds(60));

        assertThat(sources.figures().get(0).lastCompletePass()).isEqualTo(NOW.plusSeconds(60));
        assertThat(sources.cursor("docs")).isEqualTo(new Sources.Cursor("cursor-7", NOW));
        assertThat(sources.cursor("wiki")).isEqualTo(new Sources.Cursor(null, null));
    }

    @Test
    void an_incident_stays_one_until_it_is_closed_and_takes_the_newest_message() {
        Incidents incidents = new Incidents(database);
        incidents.open("docs", "age", "an hour", NOW);
        incidents.open("docs", "age", "two hours", LATER);
        Incidents.Incident open = incidents.open().get(0);
        assertThat(incidents.open()).hasSize(1);
        assertThat(open.message()).isEqualTo("two hours");
        assertThat(open.openedAt()).isEqualTo(NOW);

        incidents.announced(open.id(), LATER);
        incidents.close("docs", "age", LATER);
        incidents.open("docs", "age", "again", LATER);

        assertThat(incidents.open()).extracting(Incidents.Incident::message).containsExactly("again");
        assertThat(incidents.forgetClosedBefore(LATER.plusSeconds(1))).isEqualTo(1);
    }

    @Test
    void samples_of_a_long_time_are_thinned_out_evenly_with_the_newest_among_them() {
        Samples samples = new Samples(database);
        List<Sample> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String at = String.valueOf(Times.format(NOW.plusSeconds(i)));
            all.add(new Sample(at, "docs", i, i, 0, i == 0 ? null : (long) i, i == 0 ? null : i / 2.0));
        }
        samples.add(all);
        samples.add(all);

        assertThat(samples.since(NOW, 1_000)).isEqualTo(all);
        assertThat(samples.since(NOW, 10)).hasSize(10).contains(all.get(99)).doesNotContain(all.get(98));
        assertThat(samples.forgetBefore(NOW.plusSeconds(90))).isEqualTo(90);
    }

    @Test
    void a_run_that_begins_closes_those_before_it_that_were_never_ended() {
        Runs runs = new Runs(database);
        long lost = runs.request("docs", "cli", "sync", NOW);
        runs.start(lost, NOW);
        long waiting = runs.request("docs", "cli", "sync", NOW);
        long other = runs.request("wiki", "cli", "sync", NOW);

        long next = runs.request("docs", "cli", "full", NOW);
        runs.start(next, LATER);

        assertThat(runs.newest(10))
                .extracting(Run::id, Run::status)
                .containsExactly(
                        tuple(next, RunStatus.RUNNING),
                        tuple(other, RunStatus.WAITING),
                        tuple(waiting, RunStatus.INTERRUPTED),
                        tuple(lost, RunStatus.INTERRUPTED));
    }

    @Test
    void runs_are_found_by_how_they_ended_and_the_newest_of_each_kind_is_never_forgotten() {
        Runs runs = new Runs(database);
        long first = runs.request("docs", "cli", "sync", NOW);
        runs.end(first, RunStatus.COMPLETED, Counts.NONE, null, NOW);
        long held = runs.request("docs", "cli", "sync", NOW);
        runs.hold(held, List.of("a.md", "b.md"));
        runs.hold(held, List.of("b.md"));
        runs.end(held, RunStatus.HELD, Counts.NONE, "too many", NOW);
        long look = runs.request("docs", "cli", "documents", NOW);
        runs.end(look, RunStatus.COMPLETED, Counts.NONE, null, NOW);

        assertThat(runs.lastCompleted("docs", List.of("sync", "full")))
                .map(Run::id)
                .contains(first);
        assertThat(runs.lastCompleted("docs", List.of("documents")))
                .map(Run::id)
                .contains(look);
        assertThat(runs.lastCompleted()).map(Run::id).contains(first);
        assertThat(runs.firstCompleted("docs")).map(Run::id).contains(first);
        assertThat(runs.lastEnded("docs")).map(Run::id).contains(look);
        assertThat(runs.lastEndedPass("docs")).map(Run::id).contains(held);
        assertThat(runs.newestEnded()).map(Run::id).contains(look);
        assertThat(runs.forgetEndedBefore(LATER)).isEqualTo(1);
        assertThat(runs.newest(10)).extracting(Run::id).containsExactly(look, held);
    }

    @Test
    void a_document_came_back_when_half_of_its_chunks_stand_in_later_ones() {
        MovedDocuments moved = new MovedDocuments(database);
        index("old.md", "a", "b", "c", "d");
        long then = documents.lastId();
        index("new.md", "a");
        assertThat(moved.cameBack(key("old.md"), then)).isFalse();

        index("newer.md", "b");

        assertThat(moved.cameBack(key("old.md"), then)).isTrue();
        assertThat(moved.cameBack(key("old.md"), documents.lastId())).isFalse();
        assertThat(moved.cameBack(key("never.md"), then)).isFalse();
    }

    @Test
    void a_document_that_is_indexed_again_uses_up_no_number() {
        for (int i = 0; i < 5; i++) {
            index("a.md", "x");
        }
        index("b.md", "x");

        assertThat(documents.lastId()).isEqualTo(2);
    }

    @Test
    void stated_chunks_come_in_pages_in_the_order_of_their_ids_and_are_sampled() {
        StatedChunks stated = new StatedChunks(database);
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            index("d" + i + ".md", "x" + i, "y" + i).forEach(chunk -> ids.add(chunk.id()));
        }
        List<String> paged = new ArrayList<>();
        for (List<StatedChunk> page = stated.page("", 7); !page.isEmpty(); page = stated.page(last(paged), 7)) {
            page.forEach(chunk -> paged.add(chunk.id()));
        }

        assertThat(paged).isSorted().hasSize(40);
        assertThat(stated.count("docs")).isEqualTo(40);
        assertThat(ids).containsAll(stated.sample("docs"));
        assertThat(stated.sample("docs")).hasSize(40);
    }

    private static String last(List<String> ids) {
        return ids.get(ids.size() - 1);
    }

    @Test
    void what_the_store_lacks_is_made_again_and_what_is_in_doubt_is_known() {
        StatedChunks stated = new StatedChunks(database);
        ChunksInDoubt doubts = new ChunksInDoubt(database);
        List<Chunk> chunks = index("a.md", "x", "y");
        String lost = chunks.get(0).id().toString();
        doubts.note(key("a.md"), List.of(chunks.get(0).id()));
        doubts.note(key("a.md"), List.of(chunks.get(0).id(), chunks.get(1).id()));
        assertThat(stated.inDoubt("docs")).isEqualTo(2);
        assertThat(stated.isInDoubt(key("a.md"), lost)).isTrue();
        assertThat(doubts.of(key("a.md"))).hasSize(2);
        doubts.clear(key("a.md"));

        stated.makeDue(Map.of(key("a.md"), List.of(lost)), "the store lacks it");

        assertThat(stated.inDoubt("docs")).isZero();
        assertThat(stated.count("docs")).isEqualTo(1);
        assertThat(documents.known("docs").due(NOW)).containsExactly("a.md");
        assertThat(stated.sources()).containsExactly("docs");
    }

    @Test
    void a_document_whose_first_write_was_cut_short_is_known_from_the_next_run_of_its_source_on() {
        ChunksInDoubt doubts = new ChunksInDoubt(database);
        Runs runs = new Runs(database);
        index("known.md", "x");
        doubts.note(key("known.md"), List.of(UUID.randomUUID()));
        doubts.note(key("new.md"), List.of(UUID.randomUUID(), UUID.randomUUID()));
        doubts.note(new DocumentKey("wiki", "new"), List.of(UUID.randomUUID()));

        sources.noteHalfWritten(runs.request("docs", "cli", "sync", NOW));
        sources.noteHalfWritten(runs.request("docs", "cli", "sync", NOW));

        assertThat(documents.failures(10))
                .extracting(Documents.Failure::key, Documents.Failure::attempts)
                .containsExactly(tuple(key("new.md"), 0));
        assertThat(documents.known("docs").due(NOW)).containsExactly("new.md");
        assertThat(documents.find(key("known.md")).orElseThrow().status()).isEqualTo(Status.INDEXED);
    }

    @Test
    void an_attempt_that_is_too_far_away_is_brought_forward() {
        fail("soon.md", NOW.plusSeconds(10));
        fail("far.md", LATER);
        assertThat(documents.known("docs").due(NOW)).isEmpty();

        assertThat(new RetryTimes(database).bringForward("docs", NOW.plusSeconds(60)))
                .isEqualTo(1);

        assertThat(documents.known("docs").due(NOW)).containsExactly("far.md");
        assertThat(documents.known("docs").due(LATER)).containsExactlyInAnyOrder("far.md", "soon.md");
    }

    @Test
    void a_migration_is_complete_when_all_documents_were_made_anew_and_all_sources_seen() {
        VectorSets sets = new VectorSets(database);
        sources.register("docs", "folder");
        index("a.md", "x");
        sets.serve(set("one"), NOW);
        sets.begin(set("two"), NOW);
        fail("a.md", LATER);
        assertThat(sources.migration(5)).hasValueSatisfying(progress -> {
            assertThat(progress.from()).isEqualTo("one");
            assertThat(progress.documentsLeft()).isEqualTo(1);
            assertThat(progress.failing()).containsExactly("docs:a.md");
        });
        index("a.md", "y");
        assertThat(sets.isComplete(List.of("docs"))).isFalse();

        sources.completePass("docs", NOW);
        sources.completePass("docs", LATER);

        assertThat(sets.isComplete(List.of("docs"))).isTrue();
        sets.switchOver();
        assertThat(sets.serving()).map(VectorSet::recipe).contains("two");
        assertThat(sets.leaving()).map(VectorSet::options).contains(set("one").options());
        sets.left();
        sets.begin(set("three"), NOW);
        index("a.md", "z");
        assertThat(sets.giveUp()).hasSize(1);
        assertThat(documents.known("docs").due(NOW)).containsExactly("a.md");
    }

    @Test
    void what_models_gave_is_known_by_model_and_length() {
        Embeddings embeddings = new Embeddings(database);
        embeddings.remember("a", Map.of("x", new float[] {1, 2}), NOW);
        embeddings.remember("b", Map.of("x", new float[] {1, 2, 3}), NOW);
        embeddings.remember("b", Map.of("x", new float[] {1, 2, 3}), LATER);

        assertThat(embeddings.models()).containsExactly("a", "b");
        assertThat(embeddings.dimensions()).containsExactlyInAnyOrder(2, 3);
        assertThat(embeddings.forgetUnusedSince(LATER)).isEqualTo(1);
    }

    @Test
    void it_takes_room_and_can_be_tidied_up() {
        index("a.md", "x");

        database.tidy();

        assertThat(database.bytes()).isPositive();
        assertThat(documents.find(key("a.md"))).isPresent();
    }
}
